package dev.albireo.oauth.limit;

import dev.albireo.web.PositiveInt;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Rate limits of the endpoints for clients: {@code /token}, {@code /par}, {@code /device_authorization}, {@code /authorize} and {@code
 * /connect/register}. The number of requests within a window is also the burst; the allowance recovers evenly. Each replica admits its
 * share, the limit divided by the number of replicas ({@link ReplicaCount}).
 */
@ConfigMapping(prefix = "albireo.limits")
public interface RateLimitConfig {
    /** Whether the limits apply. Each replica admits its share: a limit divided by the number of replicas, which it counts itself. */
    @WithDefault("true")
    boolean enabled();

    /** Requests of one client from one network within {@link #clientWindow}; by default more than a pair of replicas can answer. */
    @WithDefault("20000")
    @WithConverter(PositiveInt.class)
    int clientRequests();

    /** The time over which they are counted. */
    @WithDefault("PT1S")
    Duration clientWindow();

    /** Requests without credentials from one network within {@link #networkWindow}, such as those of public clients. */
    @WithDefault("500")
    @WithConverter(PositiveInt.class)
    int networkRequests();

    /** The time over which they are counted. */
    @WithDefault("PT10S")
    Duration networkWindow();

    /**
     * Failed authentications of one client from one network within {@link #failureWindow}, at all endpoints and replicas together: secrets,
     * assertions and registration access tokens.
     */
    @WithDefault("20")
    @WithConverter(PositiveInt.class)
    int failures();

    /** The time over which they are counted. */
    @WithDefault("PT5M")
    Duration failureWindow();

    /** Registrations from one network within {@link #registrationWindow}. */
    @WithDefault("120")
    @WithConverter(PositiveInt.class)
    int registrations();

    /** The time over which they are counted. */
    @WithDefault("PT2M")
    Duration registrationWindow();

    /** Authorization requests from one network within {@link #authorizationWindow}: each may store a row or fetch a request object. */
    @WithDefault("600")
    @WithConverter(PositiveInt.class)
    int authorizations();

    /** The time over which they are counted. */
    @WithDefault("PT1M")
    Duration authorizationWindow();

    /** The maximum number of distinguished callers in each replica; any further ones share one allowance. */
    @WithDefault("20000")
    @WithConverter(PositiveInt.class)
    int callers();
}
