package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Argon2id (RFC 9106) with one lane and these parameters, in the PHC string format. Slow by design: never call it on an event loop. */
final class Argon2 {
    private static final int KIB = 1024;

    private final Argon2Library library;
    private final int memoryKib;
    private final int iterations;

    Argon2(Argon2Library library, long memoryBytes, int iterations) {
        this.library = library;
        this.memoryKib = Math.toIntExact(memoryBytes / KIB);
        this.iterations = iterations;
    }

    /**
     * Returns the hash of a password with a new salt.
     *
     * @throws IllegalStateException if there is not enough memory
     */
    String hash(String password) {
        return library.hash(password.getBytes(UTF_8), iterations, memoryKib);
    }

    /** Returns whether the hash was computed from this password. */
    boolean matches(String phc, String password) {
        return library.matches(phc, password.getBytes(UTF_8));
    }

    /** Returns whether the hash was computed with other parameters than the current ones. */
    boolean outdated(String phc) {
        return !phc.startsWith("$argon2id$v=19$m=%d,t=%d,p=1$".formatted(memoryKib, iterations));
    }
}
