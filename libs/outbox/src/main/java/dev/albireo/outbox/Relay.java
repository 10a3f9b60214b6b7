package dev.albireo.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Publishes the events of the outbox: at once when PostgreSQL notifies of a commit, and every {@link EventConfig#poll()} in case a
 * notification was missed. Any number of replicas may run it; the advisory lock lets one of them publish at a time, in order.
 */
@Singleton
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    /**
     * The pause after a drain during which events were written: under load, transactions and sends are shared. An event that is written while
     * no drain runs does not wait.
     */
    private static final long LINGER_MILLIS = 5;

    private final Pool db;
    private final OutboxStore store;
    private final Publisher publisher;
    private final EventConfig config;
    private final Vertx vertx;
    private final Notifications notifications;
    private final EventMeters meters;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean calledMeanwhile = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    Relay(
            Pool db,
            OutboxStore store,
            Publisher publisher,
            EventConfig config,
            Vertx vertx,
            Notifications notifications,
            EventMeters meters) {
        this.db = db;
        this.store = store;
        this.publisher = publisher;
        this.config = config;
        this.vertx = vertx;
        this.notifications = notifications;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started) {
        notifications.listen(
                "outbox", notification -> Uni.createFrom().voidItem().invoke(this::wakeUp));
        vertx.setPeriodic(config.poll().toMillis(), tick -> wakeUp());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped.set(true);
    }

    /** Starts a drain unless one is running; after a call during a drain another one follows. */
    private void wakeUp() {
        calledMeanwhile.set(true);
        if (!stopped.get() && running.compareAndSet(false, true)) {
            startDrain();
        }
    }

    private void startDrain() {
        calledMeanwhile.set(false);
        var _ = drain().subscribe().with(unused -> finished(), this::failed);
    }

    private Uni<Void> drain() {
        return batch().chain(published -> published == config.batch() && !stopped.get()
                ? drain()
                : Uni.createFrom().voidItem());
    }

    private Uni<Integer> batch() {
        return db.withTransaction(tx -> store.lockOldest(tx, config.batch())
                .call(publisher::publish)
                .call(events -> store.delete(tx, events))
                .invoke(events -> events.forEach(event -> meters.published(event.topic())))
                .map(List::size));
    }

    private void finished() {
        if (failing.compareAndSet(true, false)) {
            LOG.info("relay publishes again");
        }
        if (calledMeanwhile.get() && !stopped.get()) {
            vertx.setTimer(LINGER_MILLIS, elapsed -> startDrain());
            return;
        }
        running.set(false);
        if (calledMeanwhile.get()) {
            wakeUp();
        }
    }

    private void failed(Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warnf("relay cannot publish, events wait in the outbox cause=%s", failure.toString());
        }
        running.set(false);
    }
}
