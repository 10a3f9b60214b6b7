package dev.albireo.web;

import com.nimbusds.jose.jwk.JWKSet;
import io.smallrye.mutiny.Uni;

/** The public keys that tokens of {@code oauth} are verified with. */
public interface VerificationKeys {
    /** The keys as last seen. */
    Uni<JWKSet> keys();

    /** The keys as they are now, for a key id that {@link #keys} lacks; asked often, it may answer what was last seen. */
    Uni<JWKSet> refreshed();
}
