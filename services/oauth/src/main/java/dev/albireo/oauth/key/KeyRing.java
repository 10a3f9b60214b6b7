package dev.albireo.oauth.key;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.protocol.OAuthError;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The imported keys at one moment.
 *
 * @param active the signing key of every algorithm
 * @param published the public parts of all keys for verification
 */
public record KeyRing(Map<SigningAlgorithm, ActiveSigningKey> active, JWKSet published) {
    public KeyRing {
        active = Map.copyOf(active);
    }

    /** Returns a token with this {@code typ} header, signed with RS256, which every receiver supports. */
    public Uni<String> sign(String type, JWTClaimsSet claims) {
        return sign(SigningAlgorithm.RS256, type, claims);
    }

    /** Returns a token with this {@code typ} header, signed with the receiver's algorithm. */
    public Uni<String> sign(SigningAlgorithm algorithm, String type, JWTClaimsSet claims) {
        return key(algorithm).sign(type, claims);
    }

    /** Returns the id of the active key of this algorithm. */
    String kid(SigningAlgorithm algorithm) {
        return key(algorithm).kid();
    }

    /** Returns the active key of this algorithm, if there is one. */
    Optional<ActiveSigningKey> signing(SigningAlgorithm algorithm) {
        return Optional.ofNullable(active.get(algorithm));
    }

    /** Returns whether the same keys sign and verify. */
    boolean isLike(KeyRing other) {
        return kids().equals(other.kids()) && published.equals(other.published());
    }

    /** Returns the ids of the active keys, by the names of their algorithms. */
    Map<String, String> kids() {
        Map<String, String> kids = new LinkedHashMap<>();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            signing(algorithm).ifPresent(key -> kids.put(algorithm.value(), key.kid()));
        }
        return kids;
    }

    /** Returns the JWK Set document (RFC 7517 section 5). */
    Buffer document() {
        return Buffer.buffer(published.toString(true));
    }

    private ActiveSigningKey key(SigningAlgorithm algorithm) {
        return signing(algorithm)
                .orElseThrow(
                        () -> OAuthError.UNAUTHORIZED_CLIENT.because("the client is registered for tokens signed with "
                                + algorithm.value() + ", which this server does not offer"));
    }

    @Override
    public String toString() {
        return "KeyRing" + kids();
    }
}
