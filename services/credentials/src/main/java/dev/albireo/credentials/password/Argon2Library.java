package dev.albireo.credentials.password;

/** A native implementation of Argon2id (RFC 9106), with hashes in the PHC string format. Hashes of one are verified by any other. */
interface Argon2Library {
    /** Returns the name of the library. */
    String name();

    /**
     * Returns the hash of a password with a new salt.
     *
     * @param memoryKib memory, in KiB
     * @throws IllegalStateException if there is not enough memory
     */
    String hash(byte[] password, int iterations, int memoryKib);

    /** Returns whether the hash, of Argon2id or Argon2i and any number of lanes, was computed from this password. */
    boolean matches(String phc, byte[] password);
}
