package dev.albireo.protocol;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** Signs JWTs with RS256, PS256, ES256 (RFC 7518 section 3.1) and EdDSA (RFC 8037). */
public final class JwsSigning {
    /** Shared, because the library would otherwise create one for each signature. */
    private static final SecureRandom RANDOM = new SecureRandom();

    private JwsSigning() {}

    /**
     * Returns a signer with the private part of this key, which is imported once. The signer is thread-safe.
     *
     * @throws IllegalArgumentException if the key has no private part, or is of an unsupported type
     */
    public static JWSSigner with(JWK key) {
        if (!key.isPrivate()) {
            throw new IllegalArgumentException("the key has no private part");
        }
        try {
            return switch (key) {
                case RSAKey rsa -> rsa(rsa);
                case ECKey ec -> ec(ec);
                case OctetKeyPair okp -> Ed25519.signer(okp);
                default -> throw new IllegalArgumentException("not a signing key");
            };
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign", e);
        }
    }

    private static JWSSigner rsa(RSAKey key) throws JOSEException, GeneralSecurityException {
        RSASSASigner signer = new RSASSASigner(NativeCrypto.imported(key.toPrivateKey()));
        NativeCrypto.use(signer.getJCAContext());
        return signer;
    }

    private static JWSSigner ec(ECKey key) throws JOSEException, GeneralSecurityException {
        ECDSASigner signer = new ECDSASigner(NativeCrypto.imported(key.toECPrivateKey()));
        signer.getJCAContext().setSecureRandom(RANDOM);
        NativeCrypto.use(signer.getJCAContext());
        return signer;
    }
}
