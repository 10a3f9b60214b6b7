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

    /**
     * The clients whose requests for a code must use PKCE, whether they registered themselves or an administrator declared them. Public
     * clients always must, and so must those with {@code require_pkce}. RFC 9700 section 2.1.1 recommends it for all others, which may
     * rely on a nonce instead; many libraries of confidential clients do. With {@code without-nonce} a request needs either.
     */
    @WithDefault("public-clients")
    PkceRequirement requirePkce();

    /** The absolute lifetime of a grant with {@code offline_access}, independent of refreshes. */
    @WithDefault("P30D")
    Duration offlineLifetime();

    /** The clients whose requests for a code must use PKCE. */
    enum PkceRequirement {
        /** Those without a secret or key. */
        PUBLIC_CLIENTS,
        /** Also the others, in requests without a nonce. */
        WITHOUT_NONCE,
        /** All of them. */
        EVERY_CLIENT
    }
}
