package dev.albireo.protocol;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public endpoints of the authorization server: the one table of their paths, aliases, error formats, CORS and rate limits. The routes
 * of the edge, the ingress and Compose are tested against it.
 */
public enum OAuthEndpoint {
    /** OpenID Connect Discovery section 4. */
    OPENID_CONFIGURATION("/.well-known/openid-configuration", Errors.ANY, CorsPolicy.ALL_ORIGINS, RateLimitRule.NONE),
    /** RFC 8414 section 3. */
    SERVER_METADATA("/.well-known/oauth-authorization-server", Errors.ANY, CorsPolicy.ALL_ORIGINS, RateLimitRule.NONE),
    /** RFC 7517 section 5. */
    JWK_SET("/.well-known/jwks.json", Errors.ANY, CorsPolicy.ALL_ORIGINS, RateLimitRule.NONE),
    /** RFC 6749 section 3.1. */
    AUTHORIZATION("/authorize", Errors.ANY, CorsPolicy.NO_ORIGIN, RateLimitRule.AUTHORIZATIONS, "/auth/authorize"),
    /** RFC 9126 section 2. */
    PUSHED_REQUEST("/par", Errors.OAUTH, CorsPolicy.CLIENT_ORIGINS, RateLimitRule.CLIENT_REQUESTS),
    /** RFC 6749 section 3.2. */
    TOKEN("/token", Errors.OAUTH, CorsPolicy.CLIENT_ORIGINS, RateLimitRule.CLIENT_REQUESTS, "/auth/token"),
    /** OpenID Connect Core section 5.3. */
    USERINFO("/userinfo", Errors.OAUTH, CorsPolicy.CLIENT_ORIGINS, RateLimitRule.NONE, "/auth/userinfo"),
    /** RFC 7662 section 2. */
    INTROSPECTION("/introspect", Errors.OAUTH, CorsPolicy.NO_ORIGIN, RateLimitRule.CLIENT_FAILURES, "/auth/introspect"),
    /** RFC 7009 section 2. */
    REVOCATION("/revoke", Errors.OAUTH, CorsPolicy.CLIENT_ORIGINS, RateLimitRule.CLIENT_FAILURES),
    /** The form by which the user grants or denies a request. */
    CONSENT("/consent", Errors.ANY, CorsPolicy.NO_ORIGIN, RateLimitRule.NONE),
    /** OpenID Connect RP-Initiated Logout section 2. */
    END_SESSION("/logout", Errors.ANY, CorsPolicy.NO_ORIGIN, RateLimitRule.NONE),
    /** RFC 8628 section 3.1. */
    DEVICE_AUTHORIZATION(
            "/device_authorization", Errors.OAUTH, CorsPolicy.CLIENT_ORIGINS, RateLimitRule.CLIENT_REQUESTS),
    /** RFC 8628 section 3.3, the verification URI. */
    DEVICE_VERIFICATION("/device", Errors.ANY, CorsPolicy.NO_ORIGIN, RateLimitRule.NONE),
    /** RFC 7591 section 3. */
    CLIENT_REGISTRATION("/connect/register", Errors.OAUTH, CorsPolicy.ALL_ORIGINS, RateLimitRule.REGISTRATIONS),
    /** RFC 7592 section 2. */
    CLIENT_CONFIGURATION(
            "/connect/register/{id}", Errors.OAUTH, CorsPolicy.ALL_ORIGINS, RateLimitRule.REGISTRATION_TOKEN_FAILURES);

    private enum Errors {
        /** JSON as in RFC 6749 section 5.2. */
        OAUTH,
        /** A page for browsers, or problem details (RFC 9457). */
        ANY
    }

    private static final String OTHER = "other";
    private static final String CONFIGURATION_PREFIX = CLIENT_CONFIGURATION.path.replace("{id}", "");
    private static final Map<String, OAuthEndpoint> BY_PATH = byPath();

    private final String path;
    private final Errors errors;
    private final CorsPolicy cors;
    private final RateLimitRule rateLimit;
    private final List<String> aliases;

    OAuthEndpoint(String path, Errors errors, CorsPolicy cors, RateLimitRule rateLimit, String... aliases) {
        this.path = path;
        this.errors = errors;
        this.cors = cors;
        this.rateLimit = rateLimit;
        this.aliases = List.of(aliases);
    }

    /** Returns the endpoint with this path or alias, or with this path template; empty for any other path. */
    public static Optional<OAuthEndpoint> of(String path) {
        OAuthEndpoint exact = BY_PATH.get(path);
        return exact == null && path.startsWith(CONFIGURATION_PREFIX)
                ? Optional.of(CLIENT_CONFIGURATION)
                : Optional.ofNullable(exact);
    }

    /** Returns whether errors at this path are JSON as in RFC 6749 section 5.2. */
    public static boolean isForClients(String path) {
        return of(path).filter(endpoint -> endpoint.errors == Errors.OAUTH).isPresent();
    }

    /** Returns the value of the label of a meter: never a path with an id in it. */
    public static String label(String path) {
        if (!isForClients(path)) {
            return OTHER;
        }
        return path.startsWith(CONFIGURATION_PREFIX) ? CLIENT_CONFIGURATION.path : path;
    }

    /** Returns the path, with variables as in a URI template. */
    public String path() {
        return path;
    }

    /** Returns the path with this value of its variable. */
    public String path(PathSegment id) {
        return path.replace("{id}", id.toString());
    }

    /** Returns the other paths of the endpoint. */
    public List<String> aliases() {
        return aliases;
    }

    /** Returns which origins may read its responses. */
    public CorsPolicy cors() {
        return cors;
    }

    /** Returns which requests are limited. */
    public RateLimitRule rateLimit() {
        return rateLimit;
    }

    private static Map<String, OAuthEndpoint> byPath() {
        Map<String, OAuthEndpoint> all = new HashMap<>();
        Arrays.stream(values())
                .forEach(endpoint -> Stream.concat(Stream.of(endpoint.path), endpoint.aliases.stream())
                        .forEach(name -> all.put(name, endpoint)));
        return Map.copyOf(all);
    }
}
