package dev.albireo.oauth.key;

import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.web.VerificationKeys;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Verifies tokens with this service's keys in memory, without a remote call. */
@Singleton
class LocalVerificationKeys implements VerificationKeys {
    private final SigningKeys keys;

    LocalVerificationKeys(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public Uni<JWKSet> keys() {
        return keys.ring().map(KeyRing::published);
    }

    /** Every key is known here a day before it signs, so an unknown key is invalid. */
    @Override
    public Uni<JWKSet> refreshed() {
        return keys();
    }
}
