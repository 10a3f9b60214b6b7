package dev.albireo.credentials;

import dev.albireo.testkit.FixedClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The clock of the tests: it stands still until a test moves it. */
@Singleton
class TestClock {
    @Produces
    @Singleton
    FixedClock clock() {
        return new FixedClock(Instant.parse("2026-11-22T10:00:00Z"));
    }
}
