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

/** Whether a JWT was signed with a key that is known: by an asymmetric algorithm, and by none that the key is not for (RFC 8725). */
public final class JwsVerification {
    /** What is believed wherever a JWT is accepted. */
    public static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    /** Two names of what is one algorithm here: the newer says which curve (RFC 9864 section 2.2). */
    private static final Set<Algorithm> BY_ED25519 = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final int MOST_IMPORTED = 500;
    private static final Map<JWK, JWSVerifier> IMPORTED = new ConcurrentHashMap<>();

    private JwsVerification() {}

    /** Whether a key that says it is for {@code own} is for {@code algorithm}; a key that says nothing is for all of its type. */
    public static boolean isFor(@Nullable Algorithm own, JWSAlgorithm algorithm) {
        return own == null || own.equals(algorithm) || (isByEd25519(own) && isByEd25519(algorithm));
    }

    /** Whether it is Ed25519, under either of its names. */
    public static boolean isByEd25519(Algorithm algorithm) {
        return BY_ED25519.contains(algorithm);
    }

    /** False for whatever is wrong with key, algorithm or signature; a key that the token brings along makes it false too. */
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

    /** Keys are imported once; those of many clients come and go, so that all are forgotten when there are many. */
    private static JWSVerifier verifier(JWK key) throws JOSEException {
        JWSVerifier known = IMPORTED.get(key);
        if (known == null) {
            known = imported(key);
            if (IMPORTED.size() >= MOST_IMPORTED) {
                IMPORTED.clear();
            }
            IMPORTED.put(key, known);
        }
        return known;
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
