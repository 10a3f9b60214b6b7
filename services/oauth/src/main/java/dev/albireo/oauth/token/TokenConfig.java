package dev.albireo.oauth.token;

import dev.albireo.oauth.key.SigningAlgorithm;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tokens are made, where the client does not say. */
@ConfigMapping(prefix = "albireo.tokens")
public interface TokenConfig {
    /** An access token; elsewhere than at this server's own endpoints it stays good for this long after a revocation. */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();

    /**
     * What access tokens are signed with that are JWTs: RS256, PS256, ES256 or EDDSA. Every resource server knows RS256 (RFC 9068 section
     * 2.1); where yours know ES256 too, it costs a tenth.
     */
    @WithDefault("RS256")
    SigningAlgorithm accessTokenAlg();

    /** An ID token; it tells of a sign-in and need not outlive its delivery by much. */
    @WithDefault("PT10M")
    Duration idTokenLifetime();

    /** How long a refresh token may lie unused. */
    @WithDefault("P14D")
    Duration refreshTokenIdle();
}
