package dev.albireo.webhooks.sweep;

import dev.albireo.housekeeping.Leftovers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The tables of this service that grow with traffic. A delivery of a code is kept for a day after the code expired, to recognise a repeated
 * request; an event for subscribers is kept for a week.
 */
@Singleton
class Sweep implements Leftovers.House {
    private static final Duration CODES = Duration.ofDays(1);
    private static final Duration FACTS = Duration.ofDays(7);

    @Override
    public List<Leftovers> leftovers() {
        return List.of(
                Leftovers.of("otp_delivery", "expires_at", CODES), Leftovers.of("delivery", "recorded_at", FACTS));
    }
}
