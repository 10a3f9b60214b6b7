package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-1, for interfaces of others that name things by it; nothing depends on its strength. */
public final class Sha1 {
    private Sha1() {}

    /** Returns the digest of the text's UTF-8 bytes as 40 hexadecimal digits, in capitals. */
    public static String hex(String text) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
