package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.Sha256;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The most common passwords of published breaches with at least eight characters, 38,454 of them, each as the first 32 bits of its SHA-256 in
 * a sorted list. Another password is taken for one of them once in 110,000 times.
 */
@Singleton
class CommonPasswords {
    static final String FILE = "common-passwords.bin";

    private final int[] prefixes;

    CommonPasswords() {
        this(read());
    }

    private CommonPasswords(int[] prefixes) {
        this.prefixes = prefixes;
    }

    /** Returns whether this password, in lower case, is one of them. */
    boolean contains(String password) {
        return Arrays.binarySearch(prefixes, prefix(password)) >= 0;
    }

    /** Returns the number of passwords in the list. */
    int size() {
        return prefixes.length;
    }

    static int prefix(String password) {
        return ByteBuffer.wrap(Sha256.digest(password.getBytes(UTF_8))).getInt();
    }

    private static int[] read() {
        try (InputStream file = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(FILE), FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(file.readAllBytes());
            int[] read = new int[bytes.remaining() / Integer.BYTES];
            bytes.asIntBuffer().get(read);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
