package dev.albireo.credentials.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether people may make accounts themselves. */
@ConfigMapping(prefix = "albireo.registration-page")
public interface RegistrationConfig {
    /** Serves GET and POST /register; 404 otherwise. */
    @WithDefault("false")
    boolean enabled();
}
