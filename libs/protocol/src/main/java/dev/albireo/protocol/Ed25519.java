package dev.albireo.protocol;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** EdDSA with Ed25519 (RFC 8037). */
public final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final int KEY_BYTES = 32;
    /** The DER prefix of the 32 bytes of a key (RFC 8410 sections 4 and 7). */
    private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] PRIVATE = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519() {}

    /** Returns a new key pair. */
    public static OctetKeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(KEY_BYTES * 8 - 1, random);
            KeyPair pair = generator.generateKeyPair();
            Base64URL x = Base64URL.encode(tail(pair.getPublic().getEncoded()));
            Base64URL d = Base64URL.encode(tail(pair.getPrivate().getEncoded()));
            return new OctetKeyPair.Builder(Curve.Ed25519, x).d(d).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /**
     * Returns the key pair of a seed (RFC 8032 section 5.1.5). The JDK computes the public part from the seed, which it
     * takes for random bytes.
     */
    static OctetKeyPair ofSeed(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME, "SunEC");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(tail(encoded)))
                    .d(Base64URL.encode(seed))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    /** Signs {@code input}. */
    static byte[] sign(OctetKeyPair key, byte[] input) {
        try {
            return new Signer(privateKey(key)).sign(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    /** Returns a signer with the private part, which is imported once. */
    public static JWSSigner signer(OctetKeyPair key) {
        try {
            return new Signer(privateKey(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private Ed25519 key", e);
        }
    }

    private static PrivateKey privateKey(OctetKeyPair key) throws GeneralSecurityException {
        return NativeCrypto.keyFactory(NAME)
                .generatePrivate(
                        new PKCS8EncodedKeySpec(join(PRIVATE, key.getD().decode())));
    }

    /**
     * Returns whether the signature over {@code input} was made with this key; false also for a key that is not
     * Ed25519.
     */
    static boolean verifies(OctetKeyPair key, byte[] input, Base64URL signature) {
        if (!Curve.Ed25519.equals(key.getCurve()) || key.getX().decode().length != KEY_BYTES) {
            return false;
        }
        try {
            PublicKey known = NativeCrypto.keyFactory(NAME)
                    .generatePublic(
                            new X509EncodedKeySpec(join(PUBLIC, key.getX().decode())));
            Signature check = NativeCrypto.signature(NAME);
            check.initVerify(known);
            check.update(input);
            return check.verify(signature.decode());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static final class Signer extends BaseJWSProvider implements JWSSigner {
        private final PrivateKey key;

        Signer(PrivateKey key) {
            super(Set.of(JWSAlgorithm.EdDSA));
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                return Base64URL.encode(sign(input));
            } catch (GeneralSecurityException e) {
                throw new JOSEException("cannot sign", e);
            }
        }

        private byte[] sign(byte[] input) throws GeneralSecurityException {
            Signature signature = NativeCrypto.signature(NAME);
            signature.initSign(key);
            signature.update(input);
            return signature.sign();
        }
    }
}
