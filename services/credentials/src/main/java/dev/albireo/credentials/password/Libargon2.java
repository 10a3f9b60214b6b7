package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import dev.albireo.protocol.PasswordSalt;

/**
 * Argon2id by the reference implementation. It uses SSE2 alone, but takes its memory from the C library, which keeps it for the next hash
 * instead of returning it to the kernel.
 */
final class Libargon2 implements Argon2Library {
    private static final int HASH_BYTES = 32;
    private static final int STRING_BYTES = 128;

    private final CInterface library = Native.load("argon2", CInterface.class);

    /** The functions of argon2.h. */
    interface CInterface extends Library {
        int argon2id_hash_encoded(
                int iterations,
                int memoryKib,
                int lanes,
                byte[] password,
                NativeLong passwordBytes,
                byte[] salt,
                NativeLong saltBytes,
                NativeLong hashBytes,
                byte[] phc,
                NativeLong phcBytes);

        int argon2id_verify(byte[] phc, byte[] password, NativeLong passwordBytes);

        int argon2i_verify(byte[] phc, byte[] password, NativeLong passwordBytes);
    }

    @Override
    public String name() {
        return "libargon2";
    }

    @Override
    public String hash(byte[] password, int iterations, int memoryKib) {
        byte[] salt = PasswordSalt.next();
        byte[] phc = new byte[STRING_BYTES];
        int error = library.argon2id_hash_encoded(
                iterations,
                memoryKib,
                1,
                password,
                new NativeLong(password.length),
                salt,
                new NativeLong(salt.length),
                new NativeLong(HASH_BYTES),
                phc,
                new NativeLong(STRING_BYTES));
        if (error != 0) {
            throw new IllegalStateException("libargon2 failed to hash a password: error " + error);
        }
        return new String(phc, US_ASCII).replace("\0", "");
    }

    @Override
    public boolean matches(String phc, byte[] password) {
        byte[] text = (phc + '\0').getBytes(US_ASCII);
        NativeLong bytes = new NativeLong(password.length);
        int error = phc.startsWith("$argon2i$")
                ? library.argon2i_verify(text, password, bytes)
                : library.argon2id_verify(text, password, bytes);
        return error == 0;
    }
}
