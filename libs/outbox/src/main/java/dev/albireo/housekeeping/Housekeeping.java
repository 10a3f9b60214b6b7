package dev.albireo.housekeeping;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Deletes expired rows, one run every {@link HousekeepingConfig#every()}: the {@link HousekeepingTask}s of the service, partitions of past
 * weeks, then a batch of each table in turn,
 * repeated for the tables that returned a full batch, until none does, the time limit is reached or the process ends. Any replica may run
 * it; a replica that finds another one running skips its run.
 */
@Singleton
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final List<RetentionRule> leftovers;
    private final List<HousekeepingTask> tasks;
    private final PartitionMaintenance partitions;
    private final ExpiredRowStore store;
    private final HousekeepingConfig config;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Instant> finished;

    Housekeeping(
            @All List<RetentionRule.RetentionRules> houses,
            @All List<HousekeepingTask> tasks,
            PartitionMaintenance partitions,
            ExpiredRowStore store,
            HousekeepingConfig config,
            MeterRegistry meters,
            Vertx vertx,
            Clock clock) {
        this.leftovers =
                houses.stream().flatMap(house -> house.leftovers().stream()).toList();
        this.tasks = List.copyOf(tasks);
        this.partitions = partitions;
        this.store = store;
        this.config = config;
        this.meters = meters;
        this.vertx = vertx;
        this.clock = clock;
        this.finished = new AtomicReference<>(clock.instant());
    }

    void start(@Observes StartupEvent started) {
        if (leftovers.isEmpty()) {
            return;
        }
        TimeGauge.builder("albireo.housekeeping.age", this, TimeUnit.MILLISECONDS, Housekeeping::age)
                .description("How long ago a run ended as it should, or was left to another replica")
                .register(meters);
        vertx.setPeriodic(config.every().toMillis(), tick -> wake());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped.set(true);
    }

    private void wake() {
        if (stopped.get() || !running.compareAndSet(false, true)) {
            return;
        }
        var _ = run().subscribe().with(deleted -> running.set(false), failure -> {
            running.set(false);
            LOG.warnf("housekeeping run failed cause=%s", failure.toString());
        });
    }

    /** Performs one run; returns the number of deleted rows. */
    public Uni<Long> run() {
        Run run = new Run(clock.instant(), new ArrayDeque<>(leftovers), System.nanoTime(), 0);
        return performTasks(run.now())
                .chain(() -> partitions.run(run.now()))
                .onFailure()
                .invoke(failure -> LOG.warnf("partitions not maintained cause=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .chain(() -> go(run))
                .invoke(() -> finished.set(clock.instant()));
    }

    /** A task that fails stops no other. */
    private Uni<Void> performTasks(Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (HousekeepingTask task : tasks) {
            all = all.chain(() -> task.run(now))
                    .onFailure()
                    .invoke(failure -> LOG.warnf("housekeeping task failed cause=%s", failure.toString()))
                    .onFailure()
                    .recoverWithNull();
        }
        return all;
    }

    /** {@code rest} holds the tables that may have more expired rows, in turn. */
    private record Run(Instant now, Queue<RetentionRule> rest, long begin, long deleted) {
        Run plus(int rows) {
            return new Run(now, rest, begin, deleted + rows);
        }
    }

    private Uni<Long> go(Run run) {
        RetentionRule next = run.rest().poll();
        if (next == null || stopped.get()) {
            return Uni.createFrom().item(run.deleted());
        }
        if (System.nanoTime() - run.begin() > config.longest().toNanos()) {
            meters.counter("albireo.housekeeping.unfinished").increment();
            return Uni.createFrom().item(run.deleted());
        }
        return store.delete(next, run.now(), config.batch())
                .chain(rows ->
                        rows.isEmpty() ? Uni.createFrom().item(run.deleted()) : goOn(run, next, rows.getAsInt()));
    }

    private Uni<Long> goOn(Run run, RetentionRule table, int rows) {
        meters.counter("albireo.housekeeping.deleted", "table", table.table()).increment(rows);
        if (rows == config.batch()) {
            run.rest().add(table);
        }
        return go(run.plus(rows));
    }

    private double age() {
        return clock.instant().toEpochMilli() - finished.get().toEpochMilli();
    }
}
