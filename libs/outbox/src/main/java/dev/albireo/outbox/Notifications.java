package dev.albireo.outbox;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What Postgres tells by {@code NOTIFY}, over one connection for the whole service. Whoever relies on it learns when the connection is
 * lost, for what is told meanwhile is never told again.
 */
@Singleton
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final int LAST = 10_000;
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final PgSubscriber subscriber;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean connected = new AtomicBoolean();

    /** Somebody who wants to know. Called on an event loop. */
    public interface Listener {
        /** Something was told; what follows from it. A failure is logged. */
        Uni<Void> told(String payload);

        /** From now on everything is told. */
        default void connected() {}

        /** From now on nothing is told, until {@link #connected()}. */
        default void lost() {}
    }

    Notifications(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.vertx = vertx;
        this.subscriber = PgSubscriber.subscriber(
                        vertx, PgConnectOptions.fromUri(url).setUser(user).setPassword(password))
                .reconnectPolicy(this::again);
    }

    /** Tells {@code listener} what is told on this channel; call it while the service starts. */
    public void listen(String channel, Listener listener) {
        listeners.add(listener);
        subscriber
                .channel(channel)
                .subscribeHandler(subscribed -> listener.connected())
                .handler(payload -> tell(channel, listener, payload));
    }

    /** After everybody who listens has said so. */
    void start(@Observes @Priority(LAST) StartupEvent started) {
        connect();
    }

    private void connect() {
        subscriber
                .connect()
                .onSuccess(done -> connected.set(true))
                .onFailure(cause -> vertx.setTimer(RETRY_MILLIS, again -> connect()));
    }

    private static void tell(String channel, Listener listener, String payload) {
        var _ = listener.told(payload)
                .subscribe()
                .with(
                        done -> {},
                        cause -> LOG.warnf("A notification came to nothing. channel=%s cause=%s", channel, cause));
    }

    /** Asked whenever the connection is gone or could not be made; the wait before the next try, in milliseconds. */
    private long again(int attempts) {
        if (connected.getAndSet(false) || attempts == 0) {
            listeners.forEach(Listener::lost);
        }
        return Math.min(100L << Math.min(attempts, 6), 5_000L);
    }
}
