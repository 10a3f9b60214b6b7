package dev.albireo.credentials.sweep;

import dev.albireo.housekeeping.Leftovers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * What grows with traffic here. A session that has ended stays as long as it could have lived, so that its cookie is known for what it
 * was; a budget of tries stays a day, for the next lock to be longer; what a person can read about the account stays 90 days.
 */
@Singleton
class Sweep implements Leftovers.House {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration EVENTS = Duration.ofDays(90);
    private static final String EXPIRY = "expires_at";

    @Override
    public List<Leftovers> leftovers() {
        return List.of(
                Leftovers.of("challenge", EXPIRY, Duration.ZERO),
                Leftovers.of("recovery_notice", EXPIRY, Duration.ZERO),
                Leftovers.of("pending_totp", EXPIRY, Duration.ZERO),
                Leftovers.of("delivered_code", EXPIRY, DAY),
                Leftovers.of("attempt_budget", "ends_at", DAY),
                Leftovers.of("session", EXPIRY, DAY),
                Leftovers.of("account_event", "at", EVENTS));
    }
}
