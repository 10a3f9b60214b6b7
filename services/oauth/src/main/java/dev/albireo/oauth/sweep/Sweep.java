package dev.albireo.oauth.sweep;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Every minute a little, so that no table grows without end and no delete is ever long. */
@ApplicationScoped
class Sweep {
    /** What expired less than this ago stays: somebody may still ask why. */
    private static final Duration GRACE = Duration.ofDays(1);

    private static final int BATCH = 500;

    private final SweepStore store;
    private final Clock clock;

    Sweep(SweepStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return store.sweep(clock.instant().minus(GRACE), BATCH).replaceWithVoid();
    }
}
