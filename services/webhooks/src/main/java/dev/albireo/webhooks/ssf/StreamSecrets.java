package dev.albireo.webhooks.ssf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Encrypts the {@code Authorization} headers of pushes for the database. */
@Singleton
class StreamSecrets {
    private final Supplier<DataKeys> keys;
    private final SecureRandom random;

    StreamSecrets(Supplier<DataKeys> keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    EncryptedValue encrypt(UUID stream, String authorization) {
        return keys.get().encrypt(authorization.getBytes(UTF_8), context(stream), random);
    }

    /**
     * Decrypts what {@link #encrypt} returned for this stream.
     *
     * @throws IllegalStateException if its key is not configured, or it belongs to another stream
     */
    String decrypt(UUID stream, EncryptedValue encrypted) {
        return new String(keys.get().decrypt(encrypted, context(stream)), UTF_8);
    }

    /** Returns the ids of the keys whose values should be encrypted anew. */
    List<String> outdatedKeys() {
        return keys.get().earlierIds();
    }

    private static String context(UUID stream) {
        return "ssf-stream/" + stream;
    }
}
