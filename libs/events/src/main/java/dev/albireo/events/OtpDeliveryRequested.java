package dev.albireo.events;

import java.time.Instant;

/**
 * A code is to be delivered to a person by webhook.
 *
 * @param requestId names this delivery in every repeat and in its result
 * @param configId the AuthConfig whose webhook it is
 * @param configVersion that AuthConfig's version, or a newer one, is to be obeyed
 * @param sealed a JWE (RFC 7516) for the webhooks service alone: the body to post
 * @param expiresAt when the code dies; nothing is sent from then on
 */
public record OtpDeliveryRequested(
        String requestId,
        String subject,
        String configId,
        int configVersion,
        String sealed,
        Instant expiresAt,
        Instant at)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.OTP;
    }

    @Override
    public String key() {
        return subject;
    }
}
