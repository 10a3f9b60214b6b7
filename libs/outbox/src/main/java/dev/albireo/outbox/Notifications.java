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
 * What Postgres tells by {@code NOTIFY}, over one connection of the pool for the whole service, so that it is made with the same certificates
 * and passwords as all others. Whoever relies on it learns when the connection is lost, for what is told meanwhile is never told again.
 */
@Singleton
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final int LAST = 10_000;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Vertx vertx;
    private final Pool db;
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final AtomicBoolean connected = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Somebody who wants to know. Called on an event loop. */
    public interface Listener {
        /** Something was told; what follows from it. A failure is logged. */
        Uni<Void> told(String payload);

        /** From now on everything is told. */
        default void connected() {}

        /** From now on nothing is told, until {@link #connected()}. */
        default void lost() {}
    }

    private record Ear(String channel, Listener listener) {}

    Notifications(Vertx vertx, Pool db) {
        this.vertx = vertx;
        this.db = db;
    }

    /** Tells {@code listener} what is told on this channel; call it while the service starts. */
    public void listen(String channel, Listener listener) {
        ears.add(new Ear(channel, listener));
    }

    /** After everybody who listens has said so. */
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
                .onFailure(cause -> lost(attempt));
    }

    private Future<Void> listen(PgConnection connection) {
        connection.notificationHandler(this::tell).closeHandler(closed -> lost(0));
        Future<Void> listening = Future.succeededFuture();
        for (String channel : ears.stream().map(Ear::channel).distinct().toList()) {
            listening = listening.compose(done ->
                    connection.query("LISTEN \"" + channel + "\"").execute().mapEmpty());
        }
        return listening.onSuccess(done -> {
            connected.set(true);
            ears.forEach(ear -> ear.listener().connected());
        });
    }

    private void tell(PgNotification notification) {
        ears.stream()
                .filter(ear -> ear.channel().equals(notification.getChannel()))
                .forEach(ear -> tell(ear, notification.getPayload()));
    }

    private static void tell(Ear ear, String payload) {
        var _ = ear.listener()
                .told(payload)
                .subscribe()
                .with(
                        done -> {},
                        cause ->
                                LOG.warnf("A notification came to nothing. channel=%s cause=%s", ear.channel(), cause));
    }

    /** The connection is gone or could not be made: said once, tried again and again. */
    private void lost(int attempt) {
        if (connected.getAndSet(false) || attempt == 0) {
            ears.forEach(ear -> ear.listener().lost());
        }
        if (!stopped.get()) {
            long pause = Math.min(100L << Math.min(attempt, 6), LONGEST_PAUSE_MILLIS);
            vertx.setTimer(pause, again -> connect(attempt + 1));
        }
    }
}
