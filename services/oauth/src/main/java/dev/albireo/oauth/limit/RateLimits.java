package dev.albireo.oauth.limit;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The rate limits. A failed authentication counts as many requests; an authenticated client is not limited by its network. The failures of
 * one client are limited by {@link ClientFailureBudget}.
 */
@Singleton
class RateLimits {
    private static final int FAILURE = 5;

    private final boolean enabled;
    private final TokenBuckets clients;
    private final TokenBuckets networks;
    private final TokenBuckets registrations;
    private final TokenBuckets authorizations;
    private final Clock clock;

    RateLimits(RateLimitConfig config, ReplicaCount replicas, Clock clock) {
        this.enabled = config.enabled();
        this.clients = buckets(config.clientRequests(), config.clientWindow(), config, replicas);
        this.networks = buckets(config.networkRequests(), config.networkWindow(), config, replicas);
        this.registrations = buckets(config.registrations(), config.registrationWindow(), config, replicas);
        this.authorizations = buckets(config.authorizations(), config.authorizationWindow(), config, replicas);
        this.clock = clock;
    }

    private static TokenBuckets buckets(int requests, Duration window, RateLimitConfig config, ReplicaCount replicas) {
        return new TokenBuckets(requests, window, config.callers(), replicas::count);
    }

    /** Returns how long this caller must wait before a request like this one; zero if it may continue, and then it counts. */
    Duration request(RateLimitKey rateLimitKey) {
        if (!enabled) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Duration lacking = networks.retryAfter(rateLimitKey.network(), now);
        if (lacking.isPositive()) {
            return lacking;
        }
        Duration client = clients.take(rateLimitKey.key(), now);
        return client.isPositive() || rateLimitKey.proving() ? client : networks.take(rateLimitKey.network(), now);
    }

    /** Returns how long this network must wait because of earlier failures or unauthenticated requests; takes nothing. */
    Duration retryAfter(String network) {
        return enabled ? networks.retryAfter(network, clock.instant()) : Duration.ZERO;
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
