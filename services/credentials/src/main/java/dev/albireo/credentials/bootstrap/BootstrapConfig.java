package dev.albireo.credentials.bootstrap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the first administrator is made. */
@ConfigMapping(prefix = "albireo.bootstrap")
public interface BootstrapConfig {
    /** How long the printed code is good; a start after that prints another one, while there is no administrator. */
    @WithDefault("PT24H")
    Duration codeLife();
}
