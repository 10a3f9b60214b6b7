package dev.albireo.protocol;

import java.security.SecureRandom;

/** Salts of password hashes: 16 random bytes (RFC 9106 section 3.1). */
public final class PasswordSalt {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordSalt() {}

    /** Returns a new salt. */
    public static byte[] next() {
        byte[] salt = new byte[BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }
}
