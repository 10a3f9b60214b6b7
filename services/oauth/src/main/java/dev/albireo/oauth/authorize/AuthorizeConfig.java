package dev.albireo.oauth.authorize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The lifetimes of the steps of an authorization and of its results. */
@ConfigMapping(prefix = "albireo.authorize")
public interface AuthorizeConfig {
    /** The time limit for login, second factor and consent together. */
    @WithDefault("PT1H")
    Duration interactionLifetime();

    /**
     * The time limit for the login where the request is too long for its browser to carry it, so that it is stored; also for the return of
     * the browser after a request by POST. Such a request leaves a row in the database for that long and some minutes.
     */
    @WithDefault("PT10M")
    Duration unauthenticatedLifetime();

    /** The lifetime of a code; RFC 6749 section 4.1.2 recommends ten minutes at most. */
    @WithDefault("PT1M")
    Duration codeLifetime();

    /** The lifetime of a pushed request (RFC 9126 section 2.2). */
    @WithDefault("PT1M")
    Duration pushedRequestLifetime();

    /** Whether every client must push its requests (RFC 9126 section 5), not only those that declare it. */
    @WithDefault("false")
    boolean requirePushedRequests();

    /** The absolute lifetime of a grant with {@code offline_access}, independent of refreshes. */
    @WithDefault("P30D")
    Duration offlineLifetime();
}
