package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key for HMAC-SHA-256 (RFC 2104) over parts of text, each part length-prefixed so that none runs into the next. */
public final class MacKey {
    private static final int BYTES = 32;
    private final SecretKeySpec key;

    private MacKey(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * The key written in base64.
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

    /** Base64url tag of 43 characters. */
    public String tag(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw(parts));
    }

    /** Base64url tag of the first 16 bytes: 22 characters. */
    public String shortTag(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(raw(parts), 16));
    }

    /** Whether {@code tag} is what {@link #tag} gives for these parts; takes the same time wherever they differ. */
    public boolean matches(String tag, String... parts) {
        return MessageDigest.isEqual(tag.getBytes(UTF_8), tag(parts).getBytes(UTF_8));
    }

    /** As {@link #matches}, for {@link #shortTag}. */
    public boolean matchesShort(String tag, String... parts) {
        return MessageDigest.isEqual(tag.getBytes(UTF_8), shortTag(parts).getBytes(UTF_8));
    }

    private byte[] raw(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                mac.update((bytes.length + ":").getBytes(UTF_8));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256, which takes any key", e);
        }
    }

    @Override
    public String toString() {
        return "MacKey[redacted]";
    }
}
