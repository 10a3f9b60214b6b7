package dev.albireo.oauth.logout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Notification of clients about ended sessions. */
@ConfigMapping(prefix = "albireo.logout")
interface LogoutConfig {
    /** The timeout of one logout notification. */
    @WithDefault("PT5S")
    Duration patience();

    /** How long an undelivered logout token is repeated; then it is left to administrators. */
    @WithDefault("PT1H")
    Duration giveUpAfter();

    /** How long the page after signing out waits for the pages of clients that it frames. */
    @WithDefault("PT5S")
    Duration frameTime();
}
