package dev.albireo.credentials.authconfig;

import dev.albireo.events.AuthConfigState.Theme;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration that applies to a sign-in.
 *
 * @param version grows with every change; 0 if nothing is declared
 * @param issuerName the name of this server in authenticator applications
 * @param validPastTokensCount how many codes before the current one are accepted
 * @param webhook the endpoint that delivers codes, if any
 * @param asidCookieMaxAge the maximum lifetime of a session, instead of {@code albireo.session.absolute}
 */
public record AuthConfig(
        String id,
        int version,
        String issuerName,
        int validPastTokensCount,
        Optional<WebhookEndpoint> webhook,
        Theme theme,
        Optional<Duration> asidCookieMaxAge) {
    /** The default name of this server in authenticator applications. */
    public static final String DEFAULT_ISSUER_NAME = "Albireo";

    /** The default number of accepted codes before the current one. */
    public static final int DEFAULT_PAST_TOKENS = 1;

    /** The configuration if nothing is declared; its id is not a valid resource id. */
    static final AuthConfig BUILT_IN = new AuthConfig(
            "",
            0,
            DEFAULT_ISSUER_NAME,
            DEFAULT_PAST_TOKENS,
            Optional.empty(),
            new Theme(null, null, null, null),
            Optional.empty());

    /** The endpoint that delivers codes; only the webhooks service knows its headers and its signing key. */
    public record WebhookEndpoint(String endpoint, Duration timeout) {}
}
