package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.key.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a client's authorization requests (OpenID Connect Dynamic Client Registration section 2).
 *
 * @param algorithm the signing algorithm of its request objects; empty for any supported one
 * @param signed whether every request must be signed (RFC 9101 section 10.5)
 * @param uris the URLs of its request objects
 * @param defaults the defaults of its requests
 * @param responseTypes its response types
 */
public record RequestObjectSettings(
        Optional<SigningAlgorithm> algorithm,
        boolean signed,
        List<String> uris,
        Defaults defaults,
        Set<ResponseType> responseTypes) {
    /** Unsigned requests, as usual. */
    public static final RequestObjectSettings USUAL =
            new RequestObjectSettings(Optional.empty(), false, List.of(), Defaults.NONE, Set.of(ResponseType.CODE));

    public RequestObjectSettings {
        uris = List.copyOf(uris);
        responseTypes = Set.copyOf(responseTypes);
    }

    /**
     * The defaults of a request.
     *
     * @param maxAge its {@code max_age}
     * @param acrValues its {@code acr_values}
     * @param authTime whether ID tokens must have {@code auth_time}, as they always have here
     */
    public record Defaults(Optional<Duration> maxAge, List<String> acrValues, boolean authTime) {
        /** No defaults. */
        public static final Defaults NONE = new Defaults(Optional.empty(), List.of(), false);

        public Defaults {
            acrValues = List.copyOf(acrValues);
        }
    }
}
