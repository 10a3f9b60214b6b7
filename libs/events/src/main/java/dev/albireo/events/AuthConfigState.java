package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One AuthConfig, as far as others need it.
 *
 * @param id of the resource
 * @param version grows with every change; the newer version wins wherever two meet
 * @param byDefault it is marked as the one that holds where a client names none
 * @param createdAt the oldest one holds where none is marked
 * @param theme how the pages look
 * @param webhook where codes are delivered, if they are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthConfigState(
        String id,
        int version,
        boolean byDefault,
        Instant createdAt,
        Theme theme,
        @Nullable Webhook webhook) {

    /** How the pages of the flow look; each part may be missing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Theme(
            @Nullable String title,
            @Nullable String brand,
            @Nullable String styleUrl,
            @Nullable String forgotPasswordUrl) {}

    /**
     * Where codes are delivered.
     *
     * @param timeoutMillis for one attempt
     * @param sealed a JWE (RFC 7516): the configured headers and the signing key, for the webhooks service alone
     */
    public record Webhook(String endpoint, int timeoutMillis, String sealed) {}
}
