package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 in the form that OAuth uses throughout: base64url without padding. */
public final class Sha256 {
    private Sha256() {}

    /** Returns the base64url SHA-256 of the text's UTF-8 bytes: 43 characters. */
    public static String of(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(text.getBytes(UTF_8)));
    }

    /** Returns the 32 bytes of the digest. */
    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
