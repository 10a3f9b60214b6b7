package dev.albireo.oauth.client.metadata;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Optional;

/**
 * The public keys of a client, if any: inline or at a URL, never both.
 *
 * @param jwks as JSON (RFC 7517 section 5)
 * @param uri its {@code jwks_uri}
 * @param algorithm the algorithm of its assertions; empty for any supported one
 */
public record ClientKeySet(Optional<String> jwks, Optional<String> uri, Optional<JWSAlgorithm> algorithm) {
    /** No keys. */
    public static final ClientKeySet NONE = new ClientKeySet(Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns whether the client has no keys. */
    public boolean isEmpty() {
        return jwks.isEmpty() && uri.isEmpty();
    }
}
