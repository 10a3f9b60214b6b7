package dev.albireo.oauth.limit;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The rate limits. A failed authentication counts as many requests; an authenticated client is not limited by its network. The failures of
 * one client are limited by {@link ClientAttempts}.
 */
@Singleton
class Limits {
    private static final int FAILURE = 5;

    private final boolean enabled;
    private final Buckets clients;
    private final Buckets networks;
    private final Buckets registrations;
    private final Buckets authorizations;
    private final Clock clock;

    Limits(LimitConfig config, Clock clock) {
        this.enabled = config.enabled();
        this.clients = new Buckets(config.clientRequests(), config.clientWindow(), config.callers());
        this.networks = new Buckets(config.networkRequests(), config.networkWindow(), config.callers());
        this.registrations = new Buckets(config.registrations(), config.registrationWindow(), config.callers());
        this.authorizations = new Buckets(config.authorizations(), config.authorizationWindow(), config.callers());
        this.clock = clock;
    }

    /** Returns how long this caller must wait before a request like this one; zero if it may continue, and then it counts. */
    Duration request(Claimant claimant) {
        if (!enabled) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Duration lacking = networks.lacking(claimant.network(), now);
        if (lacking.isPositive()) {
            return lacking;
        }
        Duration client = clients.take(claimant.key(), now);
        return client.isPositive() || claimant.proving() ? client : networks.take(claimant.network(), now);
    }

    /** Returns how long this network must wait because of earlier failures or unauthenticated requests; takes nothing. */
    Duration lacking(String network) {
        return enabled ? networks.lacking(network, clock.instant()) : Duration.ZERO;
    }

    /** Counts a failed authentication. */
    void failed(String network) {
        if (enabled) {
            networks.charge(network, FAILURE, clock.instant());
        }
    }

    /** Returns the same for an authorization request, which any browser may send. */
    Duration authorization(String network) {
        return enabled ? authorizations.take(network, clock.instant()) : Duration.ZERO;
    }

    /** Returns the same for a registration, which any client may request. */
    Duration registration(String network) {
        return enabled ? registrations.take(network, clock.instant()) : Duration.ZERO;
    }
}
