package dev.albireo.credentials.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.Sealed;
import dev.albireo.protocol.JweKey;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;

/** Seals secrets and opens them. */
@Singleton
public class Seals {
    private final DataKeys keys;
    private final JweKey delivery;
    private final SecureRandom random;

    Seals(SealConfig config, SecureRandom random) {
        this.keys = DataKeys.ofBase64(config.data(), config.dataEarlier().orElse(List.of()));
        this.delivery = JweKey.ofBase64(config.delivery());
        this.random = random;
    }

    /** For our own database; {@code context} says whose it is and must be the same when it is opened. */
    public Sealed seal(String secret, String context) {
        return keys.seal(secret.getBytes(UTF_8), context, random);
    }

    /**
     * What {@link #seal} was given.
     *
     * @throws IllegalStateException if its key is not configured, or the context is another
     */
    public String open(Sealed sealed, String context) {
        return new String(keys.open(sealed, context), UTF_8);
    }

    /** Returns whether it was sealed with an earlier key and should be sealed anew. */
    public boolean isOutdated(Sealed sealed) {
        return !sealed.keyId().equals(keys.currentId());
    }

    /** Returns a JWE for the webhooks service alone; {@code type} says what is inside. */
    public String forWebhooks(String json, String type) {
        return delivery.seal(json, type);
    }
}
