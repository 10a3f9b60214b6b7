package dev.albireo.oauth.client.resource;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The rotation of client secrets. */
@ConfigMapping(prefix = "albireo.client-secrets")
public interface RotationConfig {
    /** How long the previous secret stays valid after a rotation that does not specify it. */
    @WithDefault("PT24H")
    Duration overlap();

    /** The longest overlap that a rotation may specify. */
    @WithDefault("P30D")
    Duration longestOverlap();
}
