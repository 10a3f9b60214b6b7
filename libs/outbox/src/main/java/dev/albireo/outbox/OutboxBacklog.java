package dev.albireo.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Metrics of the events that wait in the outbox: queried on a timer, so that a scrape never waits for the database. Every replica reports
 * the same values, because they share the table; while the database is unavailable none reports a value.
 */
@Singleton
class OutboxBacklog {
    private static final long LOOK_MILLIS = 10_000;

    private final Pool db;
    private final OutboxStore store;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicReference<Optional<Seen>> seen = new AtomicReference<>(Optional.empty());

    /** The result of one query. */
    private record Seen(double rows, double ageSeconds) {}

    OutboxBacklog(Pool db, OutboxStore store, Vertx vertx, Clock clock, MeterRegistry meters) {
        this.db = db;
        this.store = store;
        this.vertx = vertx;
        this.clock = clock;
        Gauge.builder(
                        "albireo.outbox.rows",
                        seen,
                        last -> last.get().map(Seen::rows).orElse(Double.NaN))
                .register(meters);
        Gauge.builder(
                        "albireo.outbox.age",
                        seen,
                        last -> last.get().map(Seen::ageSeconds).orElse(Double.NaN))
                .baseUnit("seconds")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        look();
        vertx.setPeriodic(LOOK_MILLIS, tick -> look());
    }

    private void look() {
        var _ = store.backlog(db)
                .map(waiting -> new Seen(
                        waiting.rows(),
                        waiting.oldest()
                                .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                                .map(age -> Math.max(0, age))
                                .orElse(0.0)))
                .subscribe()
                .with(found -> seen.set(Optional.of(found)), failure -> seen.set(Optional.empty()));
    }
}
