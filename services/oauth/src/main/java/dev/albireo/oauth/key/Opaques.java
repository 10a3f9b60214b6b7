package dev.albireo.oauth.key;

import dev.albireo.protocol.Opaque;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Generates opaque values. */
@Singleton
public class Opaques {
    private static final int SEED_BYTES = 16;

    private final SecureRandom random;

    Opaques(SecureRandom random) {
        this.random = random;
    }

    /** Returns a new value of this kind. */
    public Opaque next(Opaque.Kind kind) {
        return Opaque.random(kind, random);
    }

    /** Returns a seed for {@link Opaque#successor}. */
    public String seed() {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seed);
    }
}
