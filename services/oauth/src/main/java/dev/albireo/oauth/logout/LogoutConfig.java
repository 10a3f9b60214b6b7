package dev.albireo.oauth.logout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How applications are told that a session ended. */
@ConfigMapping(prefix = "albireo.logout")
interface LogoutConfig {
    /** How long an application may take to answer a logout token. */
    @WithDefault("PT5S")
    Duration patience();

    /** How long an application is told again that did not take its logout token; then it is left to administrators. */
    @WithDefault("PT1H")
    Duration giveUpAfter();

    /** How long the page after signing out waits for the pages of applications that it frames. */
    @WithDefault("PT5S")
    Duration frameTime();
}
