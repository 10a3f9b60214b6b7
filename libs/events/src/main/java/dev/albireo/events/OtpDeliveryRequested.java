package dev.albireo.events;

import java.time.Instant;

/**
 * Requests the delivery of a code to a user by webhook.
 *
 * @param requestId identifies this delivery in every attempt and in its result
 * @param configId the AuthConfig whose webhook is called
 * @param configVersion the minimum version of that AuthConfig to apply
 * @param sealed a JWE (RFC 7516) for the webhooks service alone: the body to post
 * @param expiresAt when the code expires; nothing is sent afterwards
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
