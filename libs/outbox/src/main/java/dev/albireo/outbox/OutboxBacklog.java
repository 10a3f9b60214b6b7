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
    private static final long REFRESH_MILLIS = 10_000;

    private final Pool db;
    private final OutboxStore store;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicReference<Optional<Backlog>> backlog = new AtomicReference<>(Optional.empty());

    /** The result of one query. */
    private record Backlog(double rows, double ageSeconds) {}

    OutboxBacklog(Pool db, OutboxStore store, Vertx vertx, Clock clock, MeterRegistry meters) {
        this.db = db;
        this.store = store;
        this.vertx = vertx;
        this.clock = clock;
        Gauge.builder(
                        "albireo.outbox.rows",
                        backlog,
                        last -> last.get().map(Backlog::rows).orElse(Double.NaN))
                .register(meters);
        Gauge.builder(
                        "albireo.outbox.age",
                        backlog,
                        last -> last.get().map(Backlog::ageSeconds).orElse(Double.NaN))
                .baseUnit("seconds")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        refresh();
        vertx.setPeriodic(REFRESH_MILLIS, tick -> refresh());
    }

    private void refresh() {
        var _ = store.backlog(db)
                .map(waiting -> new Backlog(
                        waiting.rows(),
                        waiting.oldest()
                                .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                                .map(age -> Math.max(0, age))
                                .orElse(0.0)))
                .subscribe()
                .with(found -> backlog.set(Optional.of(found)), failure -> backlog.set(Optional.empty()));
    }
}
