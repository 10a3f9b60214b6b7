package dev.albireo.oauth.authorize;

import dev.albireo.web.UserRegistrationMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Registration of users; the same here and in credentials, which has the page. */
@ConfigMapping(prefix = "albireo.registration-page")
public interface RegistrationPageConfig {
    /**
     * With {@code verified-mail} or {@code open}, {@code prompt=create} (Initiating User Registration via OpenID Connect 1.0) is supported and leads to
     * the page. Set the same in credentials.
     */
    @WithDefault("closed")
    UserRegistrationMode mode();
}
