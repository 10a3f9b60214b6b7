package dev.albireo.oauth.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long tokens live, where the client does not say. */
@ConfigMapping(prefix = "albireo.tokens")
public interface TokenConfig {
    /** An access token; elsewhere than at this server's own endpoints it stays good for this long after a revocation. */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();

    /** An ID token; it tells of a sign-in and need not outlive its delivery by much. */
    @WithDefault("PT10M")
    Duration idTokenLifetime();

    /** How long a refresh token may lie unused. */
    @WithDefault("P14D")
    Duration refreshTokenIdle();
}
