package dev.albireo.protocol;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.util.Base64;
import java.util.List;

/**
 * An Ed25519 key (RFC 8032) that one service signs with, and whose public part others verify with. The input is a list
 * of parts, each length-prefixed so that their boundaries are unambiguous. The private part is a seed of 32 random
 * bytes, which determines the public part (RFC 8032 section 5.1.5).
 */
public final class SignatureKey {
    private static final int BYTES = 32;
    private final OctetKeyPair key;

    private SignatureKey(OctetKeyPair key) {
        this.key = key;
    }

    /**
     * Reads the key from a seed in base64.
     *
     * @throws IllegalArgumentException if it is not base64 of exactly 32 bytes; the message never holds the seed
     */
    public static SignatureKey ofSeed(String base64) {
        return new SignatureKey(Ed25519.ofSeed(bytes(base64)));
    }

    /** Returns the public part in base64. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(key.getX().decode());
    }

    /** Returns the base64url signature over these parts. */
    public String sign(List<byte[]> parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Ed25519.sign(key, LengthPrefixed.join(parts)));
    }

    /**
     * Returns whether the signature over these parts was made with the private part of this public key, given in
     * base64.
     *
     * @throws IllegalArgumentException if the key is not base64 of exactly 32 bytes
     */
    public static boolean verifies(String publicKey, String signature, List<byte[]> parts) {
        return Ed25519.verifies(
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(bytes(publicKey))).build(),
                LengthPrefixed.join(parts),
                Base64URL.from(signature));
    }

    /**
     * Checks the form of a public key.
     *
     * @throws IllegalArgumentException if it is not base64 of exactly 32 bytes
     */
    public static void requirePublic(String base64) {
        bytes(base64);
    }

    private static byte[] bytes(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key must be base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key must be 32 bytes in base64, this one is " + bytes.length);
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "SignatureKey[" + publicKey() + "]";
    }
}
