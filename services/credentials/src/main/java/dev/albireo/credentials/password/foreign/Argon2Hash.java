package dev.albireo.credentials.password.foreign;

import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Argon2id or Argon2i (RFC 9106) of version 1.3, in the PHC string format. */
record Argon2Hash(String text) implements ForeignHash {
    /** In KiB, outside of the heap; the containers of {@code deploy} have room for two such hashes at once. */
    private static final int MAX_MEMORY = 102_400;

    private static final int MAX_ITERATIONS = 20;
    private static final int MAX_LANES = 16;

    /** Memory times iterations, in KiB: about a second. */
    private static final int MAX_WORK = 524_288;

    private static final int SHORTEST_HASH = 16;
    private static final int MAX_BYTES = 64;
    private static final Pattern PHC = Pattern.compile("\\$argon2(id|i)\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static Argon2Hash parse(String text) {
        Matcher phc = PHC.matcher(text);
        if (!phc.matches()) {
            throw new UnsupportedHash(
                    "is not Argon2id or Argon2i of version 19 as $argon2id$v=19$m=…,t=…,p=…$salt$hash in base64 without padding");
        }
        int memory = UnsupportedHash.atMost(Long.parseLong(phc.group(2)), MAX_MEMORY, "KiB of memory");
        int iterations = UnsupportedHash.atMost(Long.parseLong(phc.group(3)), MAX_ITERATIONS, "iterations");
        int lanes = UnsupportedHash.atMost(Long.parseLong(phc.group(4)), MAX_LANES, "lanes");
        UnsupportedHash.atMost((long) memory * iterations, MAX_WORK, "KiB of memory times iterations");
        if (memory < 8 * lanes) {
            throw new UnsupportedHash("has less than 8 KiB of memory for each lane");
        }
        Base64Text.decode(phc.group(5), "salt", 8, MAX_BYTES);
        Base64Text.decode(phc.group(6), "hash", SHORTEST_HASH, MAX_BYTES);
        return new Argon2Hash(text);
    }

    /** Returns the hash of these parts. */
    static Argon2Hash of(String type, long memory, long iterations, long lanes, byte[] salt, byte[] hash) {
        return parse("$argon2%s$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(type, memory, iterations, lanes, Base64Text.encode(salt), Base64Text.encode(hash)));
    }

    @Override
    public boolean matches(String password, BiPredicate<String, String> argon2) {
        return argon2.test(text, password);
    }

    @Override
    public String toString() {
        return "Argon2Hash[redacted]";
    }
}
