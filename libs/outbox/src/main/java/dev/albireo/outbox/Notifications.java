package dev.albireo.outbox;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Receives PostgreSQL's {@code NOTIFY} messages over one connection of the datasource {@code notifications}, which must reach the server
 * directly: a pooler in transaction mode loses messages without an error. Therefore each replica sends a message to itself through the usual
 * pool, before listeners are told that messages arrive and in intervals from then on. Listeners are informed when the connection is lost or
 * such a message does not arrive, because messages sent in the meantime are not repeated.
 */
@Singleton
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final int LAST = 10_000;
    private static final long MAX_BACKOFF_MILLIS = 5_000;

    /** The channel of the messages that each replica sends to itself, and that all receive: {@link #sender} says which one it was. */
    public static final String SELF = "albireo_notifications";

    /** The time between two messages of a replica to itself. */
    public static final Duration SELF_INTERVAL = Duration.ofSeconds(15);

    private static final String NOTIFY = "SELECT pg_notify('" + SELF + "', $1)";

    /** The server closes the connection; the pool would keep it. */
    private static final String END = "SELECT pg_terminate_backend(pg_backend_pid())";

    private static final SelfTest SELF_TEST = new SelfTest(SELF_INTERVAL, Duration.ofSeconds(5));

    private final Vertx vertx;
    private final Pool listening;
    private final Pool db;
    private final SelfTest selfTest;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicBoolean connected = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Receives the notifications of a channel. Called on an event loop. */
    public interface Listener {
        /** Handles a notification. A failure is logged. */
        Uni<Void> onNotification(String payload);

        /** Called when notifications begin to arrive. */
        default void onConnected() {}

        /** Called when notifications stop, until {@link #onConnected()}. */
        default void onDisconnected() {}
    }

    private record Subscription(String channel, Listener listener) {}

    /**
     * When a replica sends messages to itself.
     *
     * @param interval between them
     * @param patience how long one may take to arrive
     */
    record SelfTest(Duration interval, Duration patience) {}

    @Inject
    Notifications(Vertx vertx, @ReactiveDataSource("notifications") Pool listening, Pool db) {
        this(vertx, listening, db, SELF_TEST);
    }

    Notifications(Vertx vertx, Pool listening, Pool db, SelfTest selfTest) {
        this.vertx = vertx;
        this.listening = listening;
        this.db = db;
        this.selfTest = selfTest;
    }

    /** Registers {@code listener} for a channel; call it while the service starts. */
    public void listen(String channel, Listener listener) {
        subscriptions.add(new Subscription(channel, listener));
    }

    /** Returns the replica that sent a message of the channel {@link #SELF}: the same text for each message of one connection. */
    public static String sender(String message) {
        int end = message.indexOf('.');
        return end < 0 ? message : message.substring(0, end);
    }

    /** Runs after all listeners have been registered. */
    void start(@Observes @Priority(LAST) StartupEvent started) {
        connect(0);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped.set(true);
    }

    private void connect(int attempt) {
        var _ = listening
                .getDelegate()
                .getConnection()
                .map(PgConnection::cast)
                .compose(connection -> new ListeningConnection(connection, attempt).listen())
                .onFailure(cause -> reconnect(attempt));
    }

    private void dispatch(PgNotification notification) {
        subscriptions.stream()
                .filter(subscription -> subscription.channel().equals(notification.getChannel()))
                .forEach(subscription -> dispatch(subscription, notification.getPayload()));
    }

    private static void dispatch(Subscription subscription, String payload) {
        var _ = subscription
                .listener()
                .onNotification(payload)
                .subscribe()
                .with(
                        done -> {},
                        cause -> LOG.warnf(
                                "notification not handled channel=%s cause=%s", subscription.channel(), cause));
    }

    /** Notifications do not arrive: logged once, retried without limit. */
    private void reconnect(int attempt) {
        if (connected.getAndSet(false) || attempt == 0) {
            subscriptions.forEach(subscription -> subscription.listener().onDisconnected());
        }
        if (!stopped.get()) {
            long pause = Math.min(100L << Math.min(attempt, 6), MAX_BACKOFF_MILLIS);
            vertx.setTimer(pause, again -> connect(attempt + 1));
        }
    }

    /** The connection that listens, from the attempt to open it until it is lost. */
    private final class ListeningConnection {
        private final PgConnection connection;
        private final int attempt;
        private final AtomicBoolean lost = new AtomicBoolean();
        private final AtomicInteger messages = new AtomicInteger();

        /** The message to itself that has not arrived; empty if there is none. */
        private final AtomicReference<String> sent = new AtomicReference<>("");

        private ListeningConnection(PgConnection connection, int attempt) {
            this.connection = connection;
            this.attempt = attempt;
        }

        private Future<Void> listen() {
            connection.notificationHandler(this::receive).closeHandler(closed -> end());
            Future<Void> done = Future.succeededFuture();
            for (String channel : Stream.concat(
                            Stream.of(SELF), subscriptions.stream().map(Subscription::channel))
                    .distinct()
                    .toList()) {
                done = done.compose(before ->
                        connection.query("LISTEN \"" + channel + "\"").execute().mapEmpty());
            }
            return done.onSuccess(listens -> send()).recover(cause -> {
                lost.set(true);
                return connection.close().transform(closed -> Future.failedFuture(cause));
            });
        }

        private void send() {
            // Connections of other replicas have other process ids.
            String message = connection.processId() + "." + messages.incrementAndGet();
            sent.set(message);
            var _ = db.getDelegate()
                    .preparedQuery(NOTIFY)
                    .execute(Tuple.of(message))
                    .onFailure(cause -> end());
            vertx.setTimer(selfTest.patience().toMillis(), waited -> {
                if (sent.get().equals(message) && !lost.get()) {
                    LOG.warnf(
                            "notification of this replica to itself did not arrive seconds=%d; the URL of the datasource"
                                    + " notifications must reach the same database directly, not through a pooler in transaction mode",
                            selfTest.patience().toSeconds());
                    end();
                }
            });
        }

        private void receive(PgNotification notification) {
            dispatch(notification);
            if (notification.getChannel().equals(SELF) && sent.get().equals(notification.getPayload()) && !lost.get()) {
                sent.set("");
                if (!connected.getAndSet(true)) {
                    subscriptions.forEach(
                            subscription -> subscription.listener().onConnected());
                }
                vertx.setTimer(selfTest.interval().toMillis(), waited -> {
                    if (!lost.get() && !stopped.get()) {
                        send();
                    }
                });
            }
        }

        private void end() {
            if (!lost.getAndSet(true)) {
                var _ = connection.query(END).execute();
                var _ = connection.close();
                reconnect(connected.get() ? 0 : attempt);
            }
        }
    }
}
