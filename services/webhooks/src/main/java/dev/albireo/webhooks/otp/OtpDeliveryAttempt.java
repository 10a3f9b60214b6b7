package dev.albireo.webhooks.otp;

import dev.albireo.webhooks.delivery.HandoverDecryption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt to deliver a code, which one replica alone makes.
 *
 * @param number of attempts, including this one
 * @param encrypted the body, for {@link HandoverDecryption#otp}
 * @param endpoint the destination; empty where the AuthConfig no longer has a webhook
 */
record OtpDeliveryAttempt(
        String requestId,
        String subject,
        int number,
        String encrypted,
        Instant expiresAt,
        Optional<WebhookTarget> endpoint) {

    /**
     * The endpoint that receives codes.
     *
     * @param encrypted headers and signing key, for {@link HandoverDecryption#webhook}
     */
    record WebhookTarget(String url, Duration timeout, String encrypted) {}

    /** Returns the timeout of this attempt: as configured, and at most until the code expires. */
    Duration patience(WebhookTarget to, Instant now) {
        Duration lifetime = Duration.between(now, expiresAt);
        return lifetime.compareTo(to.timeout()) < 0 ? lifetime : to.timeout();
    }

    /** Returns a text without the encrypted values. */
    @Override
    public String toString() {
        return "Attempt[" + requestId + ", number=" + number + "]";
    }
}
