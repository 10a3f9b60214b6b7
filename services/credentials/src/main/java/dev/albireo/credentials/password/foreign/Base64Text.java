package dev.albireo.credentials.password.foreign;

import java.util.Base64;

/** Base64 as the formats write it: the standard alphabet or that of URLs, or passlib's with a dot; with padding or without. */
final class Base64Text {
    private Base64Text() {}

    /** Decodes a text to a number of bytes within these bounds; {@code part} names it in the error. */
    static byte[] decode(String text, String part, int shortest, int longest) {
        byte[] bytes = decode(text, part);
        if (bytes.length < shortest || bytes.length > longest) {
            throw new UnsupportedHash("has a " + part + " of " + bytes.length + " bytes; " + shortest + " to " + longest
                    + " are accepted");
        }
        return bytes;
    }

    private static byte[] decode(String text, String part) {
        String standard = text.replace('-', '+').replace('_', '/').replace('.', '+');
        try {
            return Base64.getDecoder().decode(standard);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedHash("has a " + part + " that is not base64");
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
