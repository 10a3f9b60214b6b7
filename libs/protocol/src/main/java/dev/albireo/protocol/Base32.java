package dev.albireo.protocol;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/** Base32 without padding (RFC 4648 section 6), for secrets and codes that are typed by hand. */
public final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** Returns the given number of random bytes as base32 text. */
    public static String random(int bytes, SecureRandom random) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return encode(chance);
    }

    /** Returns these bytes as base32 text in upper case. */
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

    /** Returns the bytes of a base32 text in either case, padded or not; empty if it is not base32. */
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
