package dev.albireo.oauth.token;

import dev.albireo.oauth.key.SigningAlgorithm;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The defaults of tokens, where the client has no settings of its own. */
@ConfigMapping(prefix = "albireo.tokens")
public interface TokenConfig {
    /** The maximum of {@link #refreshTokenOverlap}. */
    Duration MAX_OVERLAP = Duration.ofMinutes(5);

    /**
     * The lifetime of an access token; resource servers other than this server's own endpoints accept it for this long after a revocation.
     */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();

    /**
     * The signing algorithm of JWT access tokens: RS256, PS256, ES256 or EDDSA. Every resource server supports RS256 (RFC 9068 section
     * 2.1); where yours support ES256 too, it costs a tenth.
     */
    @WithDefault("RS256")
    SigningAlgorithm accessTokenAlg();

    /** The lifetime of an ID token; it describes an authentication and need not outlive its delivery by much. */
    @WithDefault("PT10M")
    Duration idTokenLifetime();

    /** The idle timeout of a refresh token. */
    @WithDefault("P14D")
    Duration refreshTokenIdle();

    /**
     * How long after its use a refresh token is answered once more, with the same successor, as long as that was not used: so a lost
     * response, or two concurrent requests, do not end a grant. A later use does (RFC 9700 section 4.14.2). PT0S allows no repetition; the
     * maximum is five minutes.
     */
    @WithDefault("PT10S")
    Duration refreshTokenOverlap();

    /**
     * The clients whose refresh tokens are replaced at each use. Clients that authenticate by a secret or a key may be exempt, because a
     * stolen refresh token cannot be used without it (RFC 9700 section 4.14.2, FAPI 2.0 Security Profile section 5.3.2.1).
     */
    @WithDefault("every-client")
    RefreshRotation refreshTokenRotation();

    /** The clients whose refresh tokens are replaced at each use. */
    enum RefreshRotation {
        /** Those of every client. */
        EVERY_CLIENT,
        /** Those of public clients; confidential clients keep a token as long as it is used. */
        PUBLIC_CLIENTS
    }
}
