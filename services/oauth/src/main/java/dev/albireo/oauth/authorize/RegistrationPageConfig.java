package dev.albireo.oauth.authorize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Registration of users; the same here and in credentials, which has the page. */
@ConfigMapping(prefix = "albireo.registration-page")
public interface RegistrationPageConfig {
    /** Enables {@code prompt=create} (Initiating User Registration via OpenID Connect 1.0), which leads to the page. */
    @WithDefault("false")
    boolean enabled();
}
