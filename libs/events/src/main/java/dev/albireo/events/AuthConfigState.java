package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one AuthConfig that other services need.
 *
 * @param id id of the resource
 * @param version grows with every change; the newer version wins wherever two meet
 * @param byDefault whether it is the default for clients that name none
 * @param createdAt the oldest AuthConfig is the default where none is marked
 * @param theme the appearance of the pages
 * @param webhook the endpoint that delivers codes, if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthConfigState(
        String id,
        int version,
        boolean byDefault,
        Instant createdAt,
        Theme theme,
        @Nullable Webhook webhook) {

    /** The appearance of the pages of the flow; each part is optional. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Theme(
            @Nullable String title,
            @Nullable String brand,
            @Nullable String styleUrl,
            @Nullable String forgotPasswordUrl) {}

    /**
     * The endpoint that delivers codes.
     *
     * @param timeoutMillis timeout of one attempt, in milliseconds
     * @param sealed a JWE (RFC 7516): the configured headers and the signing key, for the webhooks service alone
     */
    public record Webhook(String endpoint, int timeoutMillis, String sealed) {}
}
