package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a key from the environment, for values that must not be readable in a copy of the database. */
public final class DataKey {
    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final String id;

    private DataKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.id = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.digest(key))
                .substring(0, 8);
    }

    /**
     * Reads the key from base64.
     *
     * @throws IllegalArgumentException if it is not base64 of exactly 32 bytes; the message never holds the key
     */
    public static DataKey ofBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("albireo.keys.data must be base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("albireo.keys.data must be 32 bytes in base64");
        }
        return new DataKey(bytes);
    }

    /** Returns an identifier of the key that does not disclose it; stored beside the encrypted value. */
    public String id() {
        return id;
    }

    /**
     * Encrypts: returns the nonce, then the ciphertext with its tag. {@link #decrypt} requires the same {@code context}.
     */
    public byte[] encrypt(byte[] plain, String context, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, nonce, plain, context);
        return ByteBuffer.allocate(nonce.length + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    /**
     * Decrypts a value that {@link #encrypt} returned.
     *
     * @throws IllegalStateException if it was encrypted with another key or for another context, or was altered
     */
    public byte[] decrypt(byte[] encrypted, String context) {
        ByteBuffer buffer = ByteBuffer.wrap(encrypted);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return run(Cipher.DECRYPT_MODE, nonce, rest, context);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot decrypt a value that was encrypted with another albireo.keys.data", e);
        }
    }

    @Override
    public String toString() {
        return "DataKey[" + id + "]";
    }
}
