package dev.albireo.oauth.client.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Dynamic client registration (RFC 7591). */
@ConfigMapping(prefix = "albireo.registration")
public interface RegistrationConfig {
    /**
     * {@code open}: without a token; {@code token}: with an initial access token; {@code closed}: not at all. By default {@code open} in
     * development and {@code closed} otherwise.
     */
    Optional<Mode> mode();

    /** The scopes of a client that registers without {@code scope}. */
    @WithDefault("openid,profile,email,phone,address,groups,offline_access,admin,payment,transfer,delete")
    List<String> defaultScopes();

    /**
     * Whether a confidential client that registers without {@code require_pkce} must use PKCE. A client without a secret always must, and
     * no client can send half of it. Many libraries of confidential clients send a nonce instead, as RFC 9700 section 2.1.1 allows.
     */
    @WithDefault("false")
    boolean requirePkce();

    /** Returns the mode, as set or by default. */
    default Mode inForce(boolean development) {
        return mode().orElse(development ? Mode.OPEN : Mode.CLOSED);
    }

    /** The registration modes. */
    enum Mode {
        OPEN,
        TOKEN,
        CLOSED
    }
}
