package dev.albireo.credentials.sweep;

import dev.albireo.housekeeping.Leftovers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The tables of this service that grow with traffic. An ended session is kept until its original expiry, so that its cookie is recognised;
 * a budget of attempts is kept for a day, to lengthen the next lock; the events of the account page are kept for 90 days.
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
