package dev.albireo.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Receives PostgreSQL's {@code NOTIFY} messages over one connection of the pool for the whole service, so that the same certificates and
 * passwords apply as to all others. Listeners are informed when the connection is lost, because notifications sent in the meantime are not
 * repeated.
 */
@Singleton
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final int LAST = 10_000;
    private static final long MAX_BACKOFF_MILLIS = 5_000;

    private final Vertx vertx;
    private final Pool db;
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

    Notifications(Vertx vertx, Pool db) {
        this.vertx = vertx;
        this.db = db;
    }

    /** Registers {@code listener} for a channel; call it while the service starts. */
    public void listen(String channel, Listener listener) {
        subscriptions.add(new Subscription(channel, listener));
    }

    /** Runs after all listeners have been registered. */
    void start(@Observes @Priority(LAST) StartupEvent started) {
        connect(0);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped.set(true);
    }

    private void connect(int attempt) {
        var _ = db.getDelegate()
                .getConnection()
                .map(PgConnection::cast)
                .compose(connection -> listen(connection).onFailure(cause -> connection.close()))
                .onFailure(cause -> reconnect(attempt));
    }

    private Future<Void> listen(PgConnection connection) {
        connection.notificationHandler(this::dispatch).closeHandler(closed -> reconnect(0));
        Future<Void> listening = Future.succeededFuture();
        for (String channel :
                subscriptions.stream().map(Subscription::channel).distinct().toList()) {
            listening = listening.compose(done ->
                    connection.query("LISTEN \"" + channel + "\"").execute().mapEmpty());
        }
        return listening.onSuccess(done -> {
            connected.set(true);
            subscriptions.forEach(subscription -> subscription.listener().onConnected());
        });
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

    /** The connection was lost or could not be opened: logged once, retried without limit. */
    private void reconnect(int attempt) {
        if (connected.getAndSet(false) || attempt == 0) {
            subscriptions.forEach(subscription -> subscription.listener().onDisconnected());
        }
        if (!stopped.get()) {
            long pause = Math.min(100L << Math.min(attempt, 6), MAX_BACKOFF_MILLIS);
            vertx.setTimer(pause, again -> connect(attempt + 1));
        }
    }
}
