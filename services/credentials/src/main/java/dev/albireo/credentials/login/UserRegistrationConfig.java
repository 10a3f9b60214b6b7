package dev.albireo.credentials.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The self-registration of users. */
@ConfigMapping(prefix = "albireo.registration-page")
public interface UserRegistrationConfig {
    /** Enables GET and POST /register; 404 otherwise. */
    @WithDefault("false")
    boolean enabled();
}
