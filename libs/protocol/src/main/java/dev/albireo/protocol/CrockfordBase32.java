package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The base32 of Crockford, for codes that are read out: it has no letter that is mistaken for another letter or digit.
 *
 * @see <a href="https://www.crockford.com/base32.html">Base 32</a>
 */
public final class CrockfordBase32 {
    /** The 32 characters, each of which stands for five bits. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private CrockfordBase32() {}

    /** Returns a random text of this length. */
    public static String random(int length, SecureRandom random) {
        return random.ints(length, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining());
    }

    /** Returns typed text in upper case, without spaces and dashes, and with digits for the letters O, I and L. */
    public static String normalized(String typed) {
        return typed.replaceAll("[\\s\\p{Z}\\p{Pd}]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}
