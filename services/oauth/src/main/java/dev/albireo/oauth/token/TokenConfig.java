package dev.albireo.oauth.token;

import dev.albireo.oauth.key.SigningAlgorithm;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tokens are made, where the client does not say. */
@ConfigMapping(prefix = "albireo.tokens")
public interface TokenConfig {
    /** The most that {@link #refreshTokenOverlap} may be. */
    Duration LONGEST_OVERLAP = Duration.ofMinutes(5);

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

    /**
     * How long after its use a refresh token is answered once more, with the same next one, as long as that was not used: so an answer that got
     * lost, or two requests at once, do not end a grant. Used again after that, it does (RFC 9700 section 4.14.2). PT0S forgives nothing; five minutes are the most.
     */
    @WithDefault("PT10S")
    Duration refreshTokenOverlap();

    /**
     * Whose refresh tokens are replaced at each use. A client that proves itself by a secret or a key may be exempt: who steals its refresh token
     * cannot use it (RFC 9700 section 4.14.2, FAPI 2.0 Security Profile section 5.3.2.1).
     */
    @WithDefault("every-client")
    RefreshRotation refreshTokenRotation();

    /** Whose refresh tokens are replaced at each use. */
    enum RefreshRotation {
        /** Everybody's. */
        EVERY_CLIENT,
        /** Those of clients that prove nothing; the others keep theirs as long as it is used. */
        PUBLIC_CLIENTS
    }
}
