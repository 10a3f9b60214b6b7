package dev.albireo.oauth.client.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.web.KeySetCache;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The public keys of a client, if any: inline or at a URL, never both.
 *
 * @param jwks as JSON (RFC 7517 section 5)
 * @param uri its {@code jwks_uri}
 */
public record ClientKeySet(Optional<String> jwks, Optional<URI> uri) {
    /** No keys. */
    public static final ClientKeySet NONE = new ClientKeySet(Optional.empty(), Optional.empty());

    static final String JWKS = "jwks";
    static final String JWKS_URI = "jwks_uri";

    /** Returns the keys at this URL. */
    public static ClientKeySet at(URI uri) {
        return new ClientKeySet(Optional.empty(), Optional.of(uri));
    }

    static ClientKeySet read(MetadataReader metadata) {
        Optional<String> jwks = metadata.any(JWKS).map(JsonNode::toString);
        jwks.flatMap(PublicKeys::violation).ifPresent(requirement -> {
            throw metadata.mustBe(JWKS, requirement);
        });
        Optional<URI> uri = metadata.webPage(JWKS_URI).map(URI::create);
        metadata.require(jwks.isEmpty() || uri.isEmpty(), JWKS_URI, "absent if jwks is given");
        return new ClientKeySet(jwks, uri);
    }

    void write(Map<String, Object> members) {
        jwks.flatMap(KeySetCache::parse).map(JWKSet::toJSONObject).ifPresent(keys -> members.put(JWKS, keys));
        uri.ifPresent(address -> members.put(JWKS_URI, address.toString()));
    }

    /** Returns whether the client has no keys. */
    public boolean isEmpty() {
        return jwks.isEmpty() && uri.isEmpty();
    }
}
