package dev.albireo.webhooks.mail;

import java.time.Instant;

/**
 * One attempt to send a mail, which one replica alone makes.
 *
 * @param number of attempts, including this one
 * @param encrypted the content, for {@code HandoverDecryption.mail}
 */
record MailAttempt(String requestId, int number, String encrypted, Instant expiresAt) {
    /** Returns a text without the encrypted content. */
    @Override
    public String toString() {
        return "MailAttempt[" + requestId + ", number=" + number + "]";
    }
}
