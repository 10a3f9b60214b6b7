package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How clients change from one secret to the next. */
@ConfigMapping(prefix = "albireo.client-secrets")
public interface RotationConfig {
    /** How long the previous secret stays good beside a new one, where whoever rotates it does not say. */
    @WithDefault("PT24H")
    Duration overlap();

    /** The longest overlap that may be asked for. */
    @WithDefault("P30D")
    Duration longestOverlap();
}
