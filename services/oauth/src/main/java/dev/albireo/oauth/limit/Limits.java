package dev.albireo.oauth.limit;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Who has called too often. A failed authentication is worth many requests; a proved client is not held up by its neighbours' number. */
@Singleton
class Limits {
    private static final int FAILURE = 5;

    private final boolean enabled;
    private final Buckets clients;
    private final Buckets networks;
    private final Buckets failures;
    private final Buckets registrations;
    private final Clock clock;

    Limits(LimitConfig config, Clock clock) {
        this.enabled = config.enabled();
        this.clients = new Buckets(config.clientRequests(), config.clientWindow(), config.callers());
        this.networks = new Buckets(config.networkRequests(), config.networkWindow(), config.callers());
        this.failures = new Buckets(config.failures(), config.failureWindow(), config.callers());
        this.registrations = new Buckets(config.registrations(), config.registrationWindow(), config.callers());
        this.clock = clock;
    }

    /** How long this caller has to wait before a request like this one; zero where it may go on, and then it counts. */
    Duration request(Claimant claimant) {
        if (!enabled) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Duration lacking = longest(failures.lacking(claimant.key(), now), networks.lacking(claimant.network(), now));
        if (lacking.isPositive()) {
            return lacking;
        }
        Duration client = clients.take(claimant.key(), now);
        return client.isPositive() || claimant.proving() ? client : networks.take(claimant.network(), now);
    }

    /** What was sent to prove it was wrong. */
    void failed(Claimant claimant) {
        if (!enabled) {
            return;
        }
        Instant now = clock.instant();
        networks.charge(claimant.network(), FAILURE, now);
        if (!claimant.client().isEmpty()) {
            failures.charge(claimant.key(), 1, now);
        }
    }

    /** The same for a new registration, which anybody may ask for. */
    Duration registration(String network) {
        return enabled ? registrations.take(network, clock.instant()) : Duration.ZERO;
    }

    private static Duration longest(Duration one, Duration other) {
        return Stream.of(one, other).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
