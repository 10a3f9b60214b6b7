package dev.albireo.oauth.logout;

import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.QueuedDeliveryState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts notifications by result, and undelivered ones: queried on a schedule, so that no scrape waits for the database. */
@ApplicationScoped
class LogoutMeters {
    private static final Set<DeliveryOutcome> OUTCOMES =
            EnumSet.complementOf(EnumSet.of(DeliveryOutcome.UNREADABLE, DeliveryOutcome.EXPIRED));
    private static final LogoutDeliveryStore.Count UNKNOWN = new LogoutDeliveryStore.Count(Double.NaN, Double.NaN);

    private final LogoutDeliveryStore store;
    private final Map<DeliveryOutcome, Counter> attempts;
    private final AtomicReference<LogoutDeliveryStore.Count> last = new AtomicReference<>(UNKNOWN);

    LogoutMeters(LogoutDeliveryStore store, MeterRegistry meters) {
        this.store = store;
        this.attempts = OUTCOMES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        outcome -> meters.counter("albireo.logout.attempts", "outcome", outcome.word())));
        Gauge.builder("albireo.logout.waiting", last, count -> count.get().due())
                .tag("state", QueuedDeliveryState.DUE.word())
                .register(meters);
        Gauge.builder("albireo.logout.waiting", last, count -> count.get().dead())
                .tag("state", QueuedDeliveryState.DEAD.word())
                .register(meters);
    }

    /** Counts one attempt by its result. */
    void tried(DeliveryResult result) {
        Objects.requireNonNull(attempts.get(result.outcome())).increment();
    }

    @Scheduled(every = "15s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return store.count()
                .onFailure()
                .recoverWithItem(UNKNOWN)
                .invoke(last::set)
                .replaceWithVoid();
    }
}
