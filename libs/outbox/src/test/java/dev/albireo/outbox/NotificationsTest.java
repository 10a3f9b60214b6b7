package dev.albireo.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.outbox.Notifications.Listener;
import dev.albireo.outbox.Notifications.SelfTest;
import dev.albireo.testkit.TestPostgres;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
@DisplayName("Notifications from PostgreSQL")
class NotificationsTest {
    private static final String CHANNEL = "news";
    private static final SelfTest QUICK = new SelfTest(Duration.ofMillis(50), Duration.ofSeconds(1));

    private static final Vertx VERTX = Vertx.vertx();
    private static TestPostgres postgres;
    private static Pool db;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Notifications> started = new CopyOnWriteArrayList<>();

    /** Writes down what it is told. */
    private final class Recorder implements Listener {
        @Override
        public Uni<Void> onNotification(String payload) {
            heard.add(payload);
            return Uni.createFrom().voidItem();
        }

        @Override
        public void onConnected() {
            heard.add("connected");
        }

        @Override
        public void onDisconnected() {
            heard.add("disconnected");
        }
    }

    @BeforeAll
    static void startPostgres() {
        postgres = TestPostgres.start();
        db = pool(TestPostgres.NAME);
    }

    @AfterAll
    static void stopPostgres() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
        postgres.close();
    }

    @AfterEach
    void stop() {
        started.forEach(notifications -> notifications.stop(new ShutdownEvent()));
    }

    @Test
    void arrive_after_the_listener_was_told_that_they_do() {
        start(pool(TestPostgres.NAME));
        await().until(() -> heard.contains("connected"));

        run("NOTIFY news, 'hello'");

        await().until(() -> heard.contains("hello"));
        assertThat(heard).containsExactly("connected", "hello");
    }

    @Test
    void that_the_replica_itself_does_not_receive_are_not_promised() {
        start(pool("postgres"));
        await().until(() -> !heard.isEmpty());

        assertThat(heard).containsExactly("disconnected");
    }

    @Test
    void are_awaited_again_after_the_connection_was_lost() {
        start(pool(TestPostgres.NAME));
        await().until(() -> heard.contains("connected"));

        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");

        await().until(() -> heard.size() >= 3);
        assertThat(heard).containsExactly("connected", "disconnected", "connected");
    }

    @Test
    void of_each_replica_to_itself_are_received_by_all() {
        Set<String> senders = ConcurrentHashMap.newKeySet();
        for (int replica = 0; replica < 3; replica++) {
            Notifications notifications = new Notifications(VERTX, pool(TestPostgres.NAME), db, QUICK);
            started.add(notifications);
            notifications.listen(Notifications.SELF, message -> {
                senders.add(Notifications.sender(message));
                return Uni.createFrom().voidItem();
            });
            notifications.start(new StartupEvent());
        }

        await().until(() -> senders.size() == 3);
    }

    private void start(Pool listening) {
        Notifications notifications = new Notifications(VERTX, listening, db, QUICK);
        started.add(notifications);
        notifications.listen(CHANNEL, new Recorder());
        notifications.start(new StartupEvent());
    }

    private static void run(String sql) {
        db.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private static Pool pool(String database) {
        PgConnectOptions server = PgConnectOptions.fromUri(postgres.reactiveUrl())
                .setDatabase(database)
                .setUser(TestPostgres.NAME)
                .setPassword(TestPostgres.NAME);
        return Pool.newInstance(PgBuilder.pool()
                .connectingTo(server)
                .with(new PoolOptions().setMaxSize(2))
                .using(VERTX)
                .build());
    }
}
