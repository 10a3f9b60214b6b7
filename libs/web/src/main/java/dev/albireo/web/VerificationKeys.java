package dev.albireo.web;

import com.nimbusds.jose.jwk.JWKSet;
import io.smallrye.mutiny.Uni;

/** The public keys that verify tokens of {@code oauth}. */
public interface VerificationKeys {
    /** Returns the cached keys. */
    Uni<JWKSet> keys();

    /** Returns the current keys, for a key id that {@link #keys} lacks; may return cached ones if called often. */
    Uni<JWKSet> refreshed();
}
