package dev.albireo.credentials.password.foreign;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 (RFC 8018 section 5.2) with HMAC. Its text is passlib's, such as {@code $pbkdf2-sha256$29000$salt$hash}; the hashes of Keycloak,
 * Django and ASP.NET Identity are converted to it.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by matches alone
record Pbkdf2Hash(Prf prf, int iterations, byte[] salt, byte[] hash) implements ForeignHash {
    private static final int MAX_ITERATIONS = 2_000_000;
    private static final int SHORTEST_HASH = 16;
    private static final int MAX_BYTES = 64;
    private static final int MAX_SALT = 128;
    private static final Pattern PASSLIB =
            Pattern.compile("\\$pbkdf2(-sha256|-sha512|-sha1|)\\$(\\d{1,9})\\$([A-Za-z0-9+/.]+)\\$([A-Za-z0-9+/.]+)");

    /** The pseudorandom function. */
    enum Prf {
        SHA1("", "SHA1"),
        SHA256("-sha256", "SHA256"),
        SHA512("-sha512", "SHA512");

        private final String suffix;
        private final String digest;

        Prf(String suffix, String digest) {
            this.suffix = suffix;
            this.digest = digest;
        }

        /** Returns the function of a name such as {@code sha256}. */
        static Prf of(String name) {
            return Arrays.stream(values())
                    .filter(prf -> prf.digest.equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new UnsupportedHash("is PBKDF2 with another function than sha1, sha256 or sha512"));
        }
    }

    static Pbkdf2Hash parse(String text) {
        Matcher passlib = PASSLIB.matcher(text);
        if (!passlib.matches()) {
            throw new UnsupportedHash(
                    "is not PBKDF2 as $pbkdf2-sha256$iterations$salt$hash, or -sha512, or $pbkdf2$ for SHA-1");
        }
        String suffix = passlib.group(1);
        return of(
                suffix.isEmpty() ? Prf.SHA1 : Prf.of(suffix.substring(1)),
                Long.parseLong(passlib.group(2)),
                Base64Text.decode(passlib.group(3), "salt", 1, MAX_SALT),
                Base64Text.decode(passlib.group(4), "hash", SHORTEST_HASH, MAX_BYTES));
    }

    /** Returns the hash of these parts, if it is within the limits. */
    static Pbkdf2Hash of(Prf prf, long iterations, byte[] salt, byte[] hash) {
        if (salt.length < 1 || salt.length > MAX_SALT) {
            throw new UnsupportedHash("has a salt of " + salt.length + " bytes; 1 to " + MAX_SALT + " are accepted");
        }
        if (hash.length < SHORTEST_HASH || hash.length > MAX_BYTES) {
            throw new UnsupportedHash(
                    "has a hash of " + hash.length + " bytes; " + SHORTEST_HASH + " to " + MAX_BYTES + " are accepted");
        }
        return new Pbkdf2Hash(
                prf, UnsupportedHash.atMost(iterations, MAX_ITERATIONS, "iterations of PBKDF2"), salt, hash);
    }

    @Override
    public String text() {
        return "$pbkdf2" + prf.suffix + "$" + iterations + "$" + Base64Text.encode(salt) + "$"
                + Base64Text.encode(hash);
    }

    @Override
    public boolean matches(String password, BiPredicate<String, String> argon2) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, hash.length * Byte.SIZE);
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmac" + prf.digest)
                    .generateSecret(key)
                    .getEncoded();
            return org.bouncycastle.util.Arrays.constantTimeAreEqual(derived, hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "Pbkdf2Hash[redacted]";
    }
}
