package dev.albireo.webhooks.sweep;

import dev.albireo.housekeeping.Leftovers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * What grows with traffic here. A delivery of a code stays a day after the code died, so that a request that is heard of twice is one; a
 * fact for subscribers stays a week.
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
