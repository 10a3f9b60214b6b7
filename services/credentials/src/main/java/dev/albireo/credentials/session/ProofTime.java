package dev.albireo.credentials.session;

import dev.albireo.protocol.Interaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a proof counts as made. */
@ApplicationScoped
public class ProofTime {
    private final Clock clock;

    ProofTime(Clock clock) {
        this.clock = clock;
    }

    /**
     * Now, but not earlier than the request that it was made for: clocks of two machines differ, and the request's demand of
     * freshness is met by every proof made since it began.
     */
    public Instant of(Optional<Interaction> request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return request.map(Interaction::askedAt).filter(now::isBefore).orElse(now);
    }
}
