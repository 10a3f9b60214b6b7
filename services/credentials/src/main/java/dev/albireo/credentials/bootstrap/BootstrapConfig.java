package dev.albireo.credentials.bootstrap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The creation of the first administrator. */
@ConfigMapping(prefix = "albireo.bootstrap")
public interface BootstrapConfig {
    /** How long the printed code is valid; a start afterwards prints another one, while there is no administrator. */
    @WithDefault("PT24H")
    Duration codeLife();
}
