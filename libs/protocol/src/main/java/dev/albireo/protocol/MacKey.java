package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A 256-bit key for HMAC-SHA-256 (RFC 2104) over parts of text; each part is length-prefixed, so that their boundaries
 * are unambiguous.
 */
public final class MacKey {
    private static final int BYTES = 32;

    /** Has processed the first block, which depends on the key alone; each tag is computed by a copy. */
    private final Mac initialized;

    private MacKey(byte[] key) {
        try {
            this.initialized = Mac.getInstance("HmacSHA256");
            initialized.init(new SecretKeySpec(key, "HmacSHA256"));
            initialized.update(new byte[0]);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256, which takes any key", e);
        }
    }

    /**
     * Reads the key from base64.
     *
     * @throws IllegalArgumentException if it is not base64 of exactly 32 bytes; the message never holds the key
     */
    public static MacKey ofBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key must be base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key must be 32 bytes in base64, this one is " + bytes.length);
        }
        return new MacKey(bytes);
    }

    /** Returns the base64url tag, 43 characters. */
    public String tag(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw(parts));
    }

    /** Returns the base64url tag of the first 16 bytes, 22 characters. */
    public String shortTag(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(raw(parts), 16));
    }

    /** Returns whether {@code tag} is the {@link #tag} of these parts; compares in constant time. */
    public boolean matches(String tag, String... parts) {
        return equal(tag, tag(parts));
    }

    /** Returns whether both tags are equal; compares in constant time. */
    public static boolean equal(String tag, String other) {
        return MessageDigest.isEqual(tag.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /** Returns whether {@code tag} is the {@link #shortTag} of these parts, as {@link #matches} does. */
    public boolean matchesShort(String tag, String... parts) {
        return equal(tag, shortTag(parts));
    }

    private byte[] raw(String... parts) {
        Mac mac = copy();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            mac.update((bytes.length + ":").getBytes(UTF_8));
            mac.update(bytes);
        }
        return mac.doFinal();
    }

    private Mac copy() {
        try {
            return (Mac) initialized.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the HmacSHA256 of the JDK can be copied", e);
        }
    }

    @Override
    public String toString() {
        return "MacKey[redacted]";
    }
}
