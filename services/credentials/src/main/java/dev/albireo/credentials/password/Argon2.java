package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.NativeLong;
import java.util.Arrays;

/** Argon2id by libsodium, in the PHC string format. Slow by design: never call it on an event loop. */
final class Argon2 {
    private static final PwHash.Native SODIUM = new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY));
    private static final int STRING_BYTES = 128;
    private final long iterations;
    private final NativeLong memory;

    Argon2(long memoryBytes, int iterations) {
        this.memory = new NativeLong(memoryBytes);
        this.iterations = iterations;
    }

    /**
     * Returns the hash of a password with a new salt.
     *
     * @throws IllegalStateException if there is not enough memory
     */
    String hash(String password) {
        byte[] bytes = password.getBytes(UTF_8);
        byte[] phc = new byte[STRING_BYTES];
        if (!SODIUM.cryptoPwHashStr(phc, bytes, bytes.length, iterations, memory)) {
            throw new IllegalStateException("libsodium failed to hash a password: out of memory?");
        }
        return new String(phc, US_ASCII).replace("\0", "");
    }

    /** Returns whether the hash was computed from this password. */
    boolean matches(String phc, String password) {
        byte[] bytes = password.getBytes(UTF_8);
        return SODIUM.cryptoPwHashStrVerify(terminated(phc), bytes, bytes.length);
    }

    /** Returns whether the hash was computed with other parameters than the current ones. The binding answers true where it was not. */
    boolean outdated(String phc) {
        return !SODIUM.cryptoPwHashStrNeedsRehash(terminated(phc), iterations, memory);
    }

    private static byte[] terminated(String phc) {
        return Arrays.copyOf(phc.getBytes(US_ASCII), STRING_BYTES);
    }
}
