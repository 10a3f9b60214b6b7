package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The lifetime of a grant: that of the last token that can be issued from it. */
@Singleton
public class GrantLifetimes {
    /** A grant without refresh tokens yields access tokens only; this is longer than any of their lifetimes. */
    private static final Duration ONLINE_LIFETIME = Duration.ofDays(2);

    private final AuthorizeConfig config;

    GrantLifetimes(AuthorizeConfig config) {
        this.config = config;
    }

    /**
     * Returns the lifetime of a new grant.
     *
     * @param waiting the lifetime of the code or other credential that the tokens are issued for
     */
    public Duration of(Client client, boolean offline, Duration waiting) {
        if (!offline && !client.metadata().tokens().refresh().always()) {
            return ONLINE_LIFETIME;
        }
        Duration refresh = client.metadata().tokens().refresh().lifetime().orElse(config.offlineLifetime());
        Duration access = client.metadata()
                .tokens()
                .access()
                .lifetime()
                .map(waiting::plus)
                .orElse(Duration.ZERO);
        return refresh.compareTo(access) < 0 ? access : refresh;
    }
}
