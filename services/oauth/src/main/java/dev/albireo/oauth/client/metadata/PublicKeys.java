package dev.albireo.oauth.client.metadata;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.web.KeySetCache;
import java.util.List;
import java.util.Optional;

/** The public keys of a client (RFC 7517 section 5), and the choice of keys for a signature. */
public final class PublicKeys {
    /** The maximum size of a document, in bytes. */
    public static final int MAX_BYTES = 32_768;

    private static final int MAX_KEYS = 20;
    private static final int ED25519_BYTES = 32;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;

    private PublicKeys() {}

    /** Returns what is wrong with a key set that a client registers; empty if it is valid. */
    static Optional<String> violation(String text) {
        if (text.length() > MAX_BYTES) {
            return Optional.of("a JWK Set of at most " + MAX_BYTES + " characters");
        }
        List<JWK> keys = KeySetCache.parse(text).map(JWKSet::getKeys).orElse(List.of());
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            return Optional.of("a JWK Set of 1 to " + MAX_KEYS + " keys");
        }
        if (keys.stream().anyMatch(key -> key instanceof RSAKey rsa && rsa.size() < LEAST_RSA_BITS)) {
            return Optional.of("a JWK Set whose RSA keys have at least " + LEAST_RSA_BITS + " bits");
        }
        boolean open = keys.stream().noneMatch(key -> key.isPrivate() || KeyType.OCT.equals(key.getKeyType()));
        return open ? Optional.empty() : Optional.of("a JWK Set of public keys only");
    }

    /** Returns whether the header names a supported algorithm, and contains no key and no extension (RFC 8725 section 3). */
    public static boolean isAcceptable(JWSHeader header) {
        boolean ownKey = header.getJWK() != null
                || header.getJWKURL() != null
                || header.getX509CertURL() != null
                || header.getX509CertChain() != null;
        boolean plain =
                header.getCriticalParams() == null || header.getCriticalParams().isEmpty();
        return !ownKey && plain && JwsVerification.ALGORITHMS.contains(header.getAlgorithm());
    }

    /** Returns the keys that may have made the signature. */
    public static List<JWK> candidates(JWKSet set, JWSHeader header) {
        return set.getKeys().stream()
                .filter(key -> header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
                .filter(key -> key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                .filter(key -> JwsVerification.isFor(key.getAlgorithm(), header.getAlgorithm()))
                .filter(key -> isOfAlgorithm(key, header.getAlgorithm()))
                .limit(MAX_KEYS)
                .toList();
    }

    private static boolean isOfAlgorithm(JWK key, JWSAlgorithm algorithm) {
        return switch (key) {
            case RSAKey rsa ->
                (algorithm.equals(JWSAlgorithm.RS256) || algorithm.equals(JWSAlgorithm.PS256))
                        && rsa.size() >= LEAST_RSA_BITS
                        && rsa.size() <= MAX_RSA_BITS;
            case ECKey ec -> algorithm.equals(JWSAlgorithm.ES256) && Curve.P_256.equals(ec.getCurve());
            case OctetKeyPair okp ->
                JwsVerification.isByEd25519(algorithm)
                        && Curve.Ed25519.equals(okp.getCurve())
                        && okp.getDecodedX().length == ED25519_BYTES;
            default -> false;
        };
    }
}
