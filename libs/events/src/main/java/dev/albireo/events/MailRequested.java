package dev.albireo.events;

import java.time.Instant;

/**
 * Requests a mail to a user.
 *
 * @param requestId identifies this mail, which is sent once
 * @param sealed a JWE (RFC 7516) for the webhooks service alone: {@link MailContent} as JSON
 * @param expiresAt nothing is sent afterwards
 */
public record MailRequested(String requestId, String subject, String sealed, Instant expiresAt, Instant at)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.MAIL;
    }

    @Override
    public String key() {
        return subject;
    }
}
