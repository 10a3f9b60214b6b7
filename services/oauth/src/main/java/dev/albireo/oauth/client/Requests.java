package dev.albireo.oauth.client;

import dev.albireo.oauth.key.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a client asks for authorization (OpenID Connect Dynamic Client Registration section 2).
 *
 * @param algorithm what its request objects are signed with; empty for any that is known here
 * @param signed every request must be signed (RFC 9101 section 10.5)
 * @param uris where request objects of it may be read
 * @param defaults what a request means that does not say
 * @param responseTypes what they may be answered with
 */
public record Requests(
        Optional<SigningAlgorithm> algorithm,
        boolean signed,
        List<String> uris,
        Defaults defaults,
        Set<ResponseType> responseTypes) {
    /** In the open, as most do. */
    public static final Requests USUAL =
            new Requests(Optional.empty(), false, List.of(), Defaults.NONE, Set.of(ResponseType.CODE));

    public Requests {
        uris = List.copyOf(uris);
        responseTypes = Set.copyOf(responseTypes);
    }

    /**
     * What holds where a request does not say otherwise.
     *
     * @param maxAge its {@code max_age}
     * @param acrValues its {@code acr_values}
     * @param authTime it wants {@code auth_time} in ID tokens, which always have it here
     */
    public record Defaults(Optional<Duration> maxAge, List<String> acrValues, boolean authTime) {
        /** Nothing. */
        public static final Defaults NONE = new Defaults(Optional.empty(), List.of(), false);

        public Defaults {
            acrValues = List.copyOf(acrValues);
        }
    }
}
