package dev.albireo.oauth.key;

import dev.albireo.protocol.OpaqueToken;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Generates opaque values. */
@Singleton
public class OpaqueTokenGenerator {
    private static final int SEED_BYTES = 16;

    private final SecureRandom random;

    OpaqueTokenGenerator(SecureRandom random) {
        this.random = random;
    }

    /** Returns a new value of this kind. */
    public OpaqueToken next(OpaqueToken.OpaqueTokenType kind) {
        return OpaqueToken.random(kind, random);
    }

    /** Returns a seed for {@link OpaqueToken#successor}. */
    public String seed() {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seed);
    }
}
