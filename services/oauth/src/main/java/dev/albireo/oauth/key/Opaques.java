package dev.albireo.oauth.key;

import dev.albireo.protocol.Opaque;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes values that only their holder knows. */
@Singleton
public class Opaques {
    private final SecureRandom random;

    Opaques(SecureRandom random) {
        this.random = random;
    }

    /** A new one of this kind. */
    public Opaque next(Opaque.Kind kind) {
        return Opaque.random(kind, random);
    }
}
