package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Whether applications may register themselves (RFC 7591). */
@ConfigMapping(prefix = "albireo.registration")
public interface RegistrationConfig {
    /**
     * {@code open} to everybody, by {@code token} to whoever has an initial access token, or {@code closed}; where it is not set, open in
     * development and closed elsewhere.
     */
    Optional<Mode> mode();

    /** What a client may ask for that registers without saying {@code scope}. */
    @WithDefault("openid,profile,email,phone,address,groups,offline_access,admin,payment,transfer,delete")
    List<String> defaultScopes();

    /**
     * Whether a client that can prove itself, and registers without saying {@code require_pkce}, must use PKCE. One without a secret always
     * must, and no client can send half of it (RFC 9700 section 2.1.1). Older libraries use the nonce alone: for them, {@code false}.
     */
    @WithDefault("true")
    boolean requirePkce();

    /** The mode, as set or by default. */
    default Mode inForce(boolean development) {
        return mode().orElse(development ? Mode.OPEN : Mode.CLOSED);
    }

    /** Who may register. */
    enum Mode {
        OPEN,
        TOKEN,
        CLOSED
    }
}
