package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.NativeLong;
import java.util.Arrays;

/**
 * Argon2id by libsodium, which uses AVX2 and AVX-512 where the processor has them. It maps new memory for each hash, which costs more than
 * the computation where the kernel gives it pages of 4 KiB ({@code /sys/kernel/mm/transparent_hugepage/enabled} is {@code madvise}).
 */
final class Libsodium implements Argon2Library {
    private static final int STRING_BYTES = 128;

    private final PwHash.Native sodium = new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY));

    @Override
    public String name() {
        return "libsodium";
    }

    @Override
    public String hash(byte[] password, int iterations, int memoryKib) {
        byte[] phc = new byte[STRING_BYTES];
        if (!sodium.cryptoPwHashStr(phc, password, password.length, iterations, new NativeLong(memoryKib * 1024L))) {
            throw new IllegalStateException("libsodium failed to hash a password: out of memory?");
        }
        return new String(phc, US_ASCII).replace("\0", "");
    }

    @Override
    public boolean matches(String phc, byte[] password) {
        return sodium.cryptoPwHashStrVerify(
                Arrays.copyOf(phc.getBytes(US_ASCII), STRING_BYTES), password, password.length);
    }
}
