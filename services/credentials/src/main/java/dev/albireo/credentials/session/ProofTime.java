package dev.albireo.credentials.session;

import dev.albireo.protocol.Interaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The time at which a proof counts as made. */
@ApplicationScoped
public class ProofTime {
    private final Clock clock;

    ProofTime(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the current time, but not earlier than the request it was made for: clocks of two machines differ, and any proof made since
     * the request began satisfies its demand of freshness.
     */
    public Instant of(Optional<Interaction> request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return request.map(Interaction::askedAt).filter(now::isBefore).orElse(now);
    }
}
