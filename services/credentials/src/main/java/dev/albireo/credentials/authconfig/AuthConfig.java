package dev.albireo.credentials.authconfig;

import dev.albireo.events.AuthConfigState.Theme;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for a sign-in.
 *
 * @param version grows with every change; 0 where nothing is declared
 * @param issuerName what authenticator applications call this server
 * @param validPastTokensCount how many codes before the current one are accepted
 * @param webhook where codes are delivered, if they are
 * @param asidCookieMaxAge how long a session lives at most, instead of {@code albireo.session.absolute}
 */
public record AuthConfig(
        String id,
        int version,
        String issuerName,
        int validPastTokensCount,
        Optional<Webhook> webhook,
        Theme theme,
        Optional<Duration> asidCookieMaxAge) {
    /** What authenticator applications call this server where nothing else is declared. */
    public static final String DEFAULT_ISSUER_NAME = "Albireo";

    /** How many codes before the current one are accepted where nothing else is declared. */
    public static final int DEFAULT_PAST_TOKENS = 1;

    /** What holds where nothing is declared; its id is none that a resource can have. */
    static final AuthConfig BUILT_IN = new AuthConfig(
            "",
            0,
            DEFAULT_ISSUER_NAME,
            DEFAULT_PAST_TOKENS,
            Optional.empty(),
            new Theme(null, null, null, null),
            Optional.empty());

    /** Where codes are delivered; its headers and its signing key are known to the webhooks service alone. */
    public record Webhook(String endpoint, Duration timeout) {}
}
