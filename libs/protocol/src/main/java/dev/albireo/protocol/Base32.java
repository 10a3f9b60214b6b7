package dev.albireo.protocol;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/** Base32 without padding (RFC 4648 section 6): how secrets and codes are typed by hand. */
public final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** So many random bytes, as text. */
    public static String random(int bytes, SecureRandom random) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return encode(chance);
    }

    /** The text of these bytes, in capitals. */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte next : bytes) {
            buffer = buffer << Byte.SIZE | next & 0xff;
            held += Byte.SIZE;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt(buffer >> held & 31));
            }
        }
        return held == 0
                ? text.toString()
                : text.append(ALPHABET.charAt(buffer << BITS - held & 31)).toString();
    }

    /** The bytes of a text in either case, padded or not; empty where it is no base32. */
    public static Optional<byte[]> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int held = 0;
        for (char next : text.toUpperCase(Locale.ROOT).replaceFirst("=+$", "").toCharArray()) {
            int value = ALPHABET.indexOf(next);
            if (value < 0) {
                return Optional.empty();
            }
            buffer = buffer << BITS | value;
            held += BITS;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes.write(buffer >> held);
            }
        }
        return Optional.of(bytes.toByteArray());
    }
}
