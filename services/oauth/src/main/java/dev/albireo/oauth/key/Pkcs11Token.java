package dev.albireo.oauth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import javax.security.auth.login.LoginException;

/**
 * A PKCS#11 token, by the JDK's provider. Private keys are generated in it as sensitive and not extractable. Every call may take as long as
 * the token does.
 */
final class Pkcs11Token {
    private static final String SETTINGS = """
            --name = albireo
            library = %s
            slot = %d
            attributes(generate, CKO_PRIVATE_KEY, *) = {
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_SIGN = true
            }
            """;

    private static final int RSA_BITS = 2048;
    private static final int READS = 5;

    private final Provider provider;
    private final Path pinFile;
    private final KeyStore store;

    private Pkcs11Token(Provider provider, Path pinFile, KeyStore store) {
        this.provider = provider;
        this.pinFile = pinFile;
        this.store = store;
    }

    /**
     * Opens the token in this slot.
     *
     * @throws IllegalStateException if it cannot be used
     */
    static Pkcs11Token open(Path library, int slot, Path pinFile) {
        try {
            Provider provider = Security.getProvider("SunPKCS11").configure(SETTINGS.formatted(library, slot));
            Pkcs11Token token = new Pkcs11Token(provider, pinFile, KeyStore.getInstance("PKCS11", provider));
            token.read();
            return token;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalStateException(
                    "the PKCS#11 token in slot " + slot + " of " + library + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Reads which keys there are, because other replicas have generated some, and logs in again if necessary. It fails where another replica
     * deletes a key meanwhile, and is repeated then; never with a PIN that the token has rejected, since it may count attempts.
     */
    private void read() throws GeneralSecurityException {
        for (int attempt = 1; ; attempt++) {
            try {
                store.load(null, Files.readString(pinFile).strip().toCharArray());
                return;
            } catch (IOException e) {
                if (attempt == READS || e instanceof NoSuchFileException || e.getCause() instanceof LoginException) {
                    throw new GeneralSecurityException("the keys cannot be read with the PIN in " + pinFile, e);
                }
            }
        }
    }

    /** Generates a key pair and returns its public part, whose id is its thumbprint and the label of the private one. */
    synchronized JWK generate(SigningAlgorithm algorithm, Instant now) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type(algorithm), provider);
        if (algorithm == SigningAlgorithm.ES256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else {
            generator.initialize(RSA_BITS);
        }
        KeyPair pair = generator.generateKeyPair();
        PublicKey publicKey = KeyFactory.getInstance(type(algorithm))
                .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
        JWK key = jwk(algorithm, publicKey);
        X509Certificate certificate =
                SelfSignedCertificate.of(publicKey, pair.getPrivate(), provider, key.getKeyID(), now);
        store.setKeyEntry(key.getKeyID(), pair.getPrivate(), null, new X509Certificate[] {certificate});
        return key;
    }

    private static String type(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256, PS256 -> "RSA";
            case ES256 -> "EC";
            case EDDSA -> throw new IllegalArgumentException("the JDK's provider of PKCS#11 has no Ed25519");
        };
    }

    private static JWK jwk(SigningAlgorithm algorithm, PublicKey key) {
        try {
            return switch (key) {
                case RSAPublicKey rsa ->
                    new RSAKey.Builder(rsa)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(algorithm.jws())
                            .keyIDFromThumbprint()
                            .build();
                case ECPublicKey ec ->
                    new ECKey.Builder(Curve.P_256, ec)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(algorithm.jws())
                            .keyIDFromThumbprint()
                            .build();
                default -> throw new IllegalArgumentException("not a signing key");
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }

    /** Returns the private key with this id, which only the token can use. */
    synchronized PrivateKey find(String kid) throws GeneralSecurityException {
        if (!store.containsAlias(kid)) {
            read();
        }
        Key key = store.getKey(kid, null);
        if (key instanceof PrivateKey found) {
            return found;
        }
        throw new GeneralSecurityException("the token has no private key " + kid);
    }

    /** Deletes the private key with this id, if there is one. */
    synchronized void delete(String kid) throws GeneralSecurityException {
        if (!store.containsAlias(kid)) {
            read();
        }
        if (store.containsAlias(kid)) {
            store.deleteEntry(kid);
        }
    }

    /** Signs in the token. */
    Base64URL sign(PrivateKey key, JWSHeader header, byte[] input) throws JOSEException {
        JWSSigner signer = key.getAlgorithm().equals("EC") ? new ECDSASigner(key, Curve.P_256) : new RSASSASigner(key);
        signer.getJCAContext().setProvider(provider);
        return signer.sign(header, input);
    }
}
