package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How long what a person allows holds: as long as the last token that can come of it. */
@Singleton
public class GrantLifetimes {
    /** A grant without refresh tokens gives access tokens only; longer than any of them lives. */
    private static final Duration ONLINE_LIFETIME = Duration.ofDays(2);

    private final AuthorizeConfig config;

    GrantLifetimes(AuthorizeConfig config) {
        this.config = config;
    }

    /**
     * The life of a new grant.
     *
     * @param waiting how long what the tokens are given for may lie before it is spent
     */
    public Duration of(Client client, boolean offline, Duration waiting) {
        if (!offline && !client.alwaysRefreshes()) {
            return ONLINE_LIFETIME;
        }
        Duration refresh = client.refreshTokenLifetime().orElse(config.offlineLifetime());
        Duration access = client.accessTokenLifetime().map(waiting::plus).orElse(Duration.ZERO);
        return refresh.compareTo(access) < 0 ? access : refresh;
    }
}
