package dev.albireo.protocol;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a JWT was signed with a known key: by an asymmetric algorithm, and by one that the key is intended for
 * (RFC 8725).
 */
public final class JwsVerification {
    /** The accepted signature algorithms, wherever a JWT is accepted. */
    public static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    /** The two names of Ed25519, which are one algorithm here: the newer one names the curve (RFC 9864 section 2.2). */
    private static final Set<Algorithm> BY_ED25519 = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final int MAX_IMPORTED = 500;
    private static final Map<JWK, JWSVerifier> IMPORTED = new ConcurrentHashMap<>();

    private JwsVerification() {}

    /**
     * Returns whether a key with the {@code alg} {@code own} may verify {@code algorithm}; a key without {@code alg}
     * may verify all algorithms of its type.
     */
    public static boolean isFor(@Nullable Algorithm own, JWSAlgorithm algorithm) {
        return own == null || own.equals(algorithm) || (isByEd25519(own) && isByEd25519(algorithm));
    }

    /** Returns whether the algorithm is Ed25519, under either of its names. */
    public static boolean isByEd25519(Algorithm algorithm) {
        return BY_ED25519.contains(algorithm);
    }

    /**
     * Returns whether the key verifies the signature; false for any fault of key, algorithm or signature, and for a
     * token that carries a key.
     */
    public static boolean isSignedWith(JWK key, SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        boolean ownKey = header.getJWK() != null || header.getJWKURL() != null || header.getX509CertURL() != null;
        if (ownKey
                || !isFor(key.getAlgorithm(), header.getAlgorithm())
                || !ALGORITHMS.contains(header.getAlgorithm())) {
            return false;
        }
        try {
            return switch (key) {
                case RSAKey _, ECKey _ -> jwt.verify(verifier(key));
                case OctetKeyPair okp ->
                    isByEd25519(header.getAlgorithm())
                            && Ed25519.verifies(okp, jwt.getSigningInput(), jwt.getSignature());
                default -> false;
            };
        } catch (JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns the cached verifier of a key, which is imported once. The cache is cleared when it is full, because
     * clients' keys change.
     */
    private static JWSVerifier verifier(JWK key) throws JOSEException {
        JWSVerifier imported = IMPORTED.get(key);
        if (imported == null) {
            imported = imported(key);
            if (IMPORTED.size() >= MAX_IMPORTED) {
                IMPORTED.clear();
            }
            IMPORTED.put(key, imported);
        }
        return imported;
    }

    private static JWSVerifier imported(JWK key) throws JOSEException {
        try {
            JWSVerifier verifier = key instanceof RSAKey rsa
                    ? new RSASSAVerifier(NativeCrypto.imported(rsa.toRSAPublicKey()))
                    : new ECDSAVerifier(NativeCrypto.imported(key.toECKey().toECPublicKey()));
            NativeCrypto.use(verifier.getJCAContext());
            return verifier;
        } catch (GeneralSecurityException e) {
            throw new JOSEException("the key cannot be imported", e);
        }
    }
}
