package dev.albireo.oauth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.albireo.protocol.Ed25519;
import dev.albireo.protocol.NativeCrypto;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The signing algorithms of tokens (RFC 7518 section 3.1, RFC 8037); each has keys of its own. */
public enum SigningAlgorithm {
    /** RSA with PKCS #1 v1.5, which every client supports; the default. */
    RS256(JWSAlgorithm.RS256),
    /** RSA with PSS. */
    PS256(JWSAlgorithm.PS256),
    /** ECDSA on P-256. */
    ES256(JWSAlgorithm.ES256),
    /** Ed25519. */
    EDDSA(JWSAlgorithm.EdDSA);

    private static final int RSA_BITS = 2048;

    @SuppressWarnings("ImmutableEnumChecker") // documented in the Javadoc of nimbus
    private final JWSAlgorithm jws;

    SigningAlgorithm(JWSAlgorithm jws) {
        this.jws = jws;
    }

    /** Returns the algorithm of this name in JOSE headers and metadata. */
    public static Optional<SigningAlgorithm> of(String value) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.value().equals(value))
                .findFirst();
    }

    /** Returns the names of all algorithms. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SigningAlgorithm::value).toList();
    }

    /** Returns its name in JOSE headers and metadata. */
    public String value() {
        return jws.getName();
    }

    /** Returns the hash for {@code at_hash} (OpenID Connect Core section 3.1.3.6); that of Ed25519 is SHA-512. */
    public byte[] hash(byte[] input) {
        try {
            return MessageDigest.getInstance(this == EDDSA ? "SHA-512" : "SHA-256")
                    .digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }

    JWSAlgorithm jws() {
        return jws;
    }

    /** Returns a new key pair, whose id is its thumbprint. RSA takes a tenth of a second or more. */
    JWK generate(SecureRandom random) {
        try {
            return switch (this) {
                case RS256, PS256 ->
                    NativeCrypto.generating(new RSAKeyGenerator(RSA_BITS))
                            .secureRandom(random)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws)
                            .keyIDFromThumbprint(true)
                            .generate();
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .secureRandom(random)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws)
                            .keyIDFromThumbprint(true)
                            .generate();
                case EDDSA ->
                    new OctetKeyPair.Builder(Ed25519.generate(random))
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws)
                            .keyIDFromThumbprint()
                            .build();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("key generation failed", e);
        }
    }

    /** Returns the decisions for all algorithms as one change. */
    static KeyChange all(Function<SigningAlgorithm, KeyChange> decide) {
        return Arrays.stream(values()).map(decide).reduce(KeyChange.NONE, KeyChange::and);
    }

    /** Returns the keys of this algorithm. */
    List<StoredKey> among(List<StoredKey> keys) {
        return keys.stream().filter(key -> key.algorithm().equals(value())).toList();
    }
}
