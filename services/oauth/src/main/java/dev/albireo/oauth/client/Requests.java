package dev.albireo.oauth.client;

import dev.albireo.oauth.key.SigningAlgorithm;
import java.util.List;
import java.util.Optional;

/**
 * How a client asks for authorization (OpenID Connect Dynamic Client Registration section 2).
 *
 * @param algorithm what its request objects are signed with; empty for any that is known here
 * @param signed every request must be signed (RFC 9101 section 10.5)
 * @param uris where request objects of it may be read
 */
public record Requests(Optional<SigningAlgorithm> algorithm, boolean signed, List<String> uris) {
    /** In the open, as most do. */
    public static final Requests USUAL = new Requests(Optional.empty(), false, List.of());

    public Requests {
        uris = List.copyOf(uris);
    }
}
