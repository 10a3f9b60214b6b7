package dev.albireo.oauth.authorize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the steps of an authorization may take, and what it yields may live. */
@ConfigMapping(prefix = "albireo.authorize")
public interface AuthorizeConfig {
    /** How long a person may take for login, second factor and consent together. */
    @WithDefault("PT1H")
    Duration interactionLifetime();

    /** How long a code may wait; RFC 6749 section 4.1.2 recommends ten minutes at most. */
    @WithDefault("PT1M")
    Duration codeLifetime();

    /** How long a pushed request may wait for its browser (RFC 9126 section 2.2). */
    @WithDefault("PT1M")
    Duration pushedRequestLifetime();

    /** Whether every client must push its requests (RFC 9126 section 5), not only those that say so of themselves. */
    @WithDefault("false")
    boolean requirePushedRequests();

    /** The absolute end of what comes of one authorization with {@code offline_access}, however often it is refreshed. */
    @WithDefault("P30D")
    Duration offlineLifetime();
}
