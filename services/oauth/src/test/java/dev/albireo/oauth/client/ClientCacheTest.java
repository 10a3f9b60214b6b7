package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Clients are cached until they change")
class ClientCacheTest {
    @Inject
    Stage stage;

    @Inject
    Pool db;

    @Inject
    ClientCache cache;

    @Test
    void a_client_that_another_replica_disables_is_forgotten_here() {
        App app = stage.register();
        await().until(() -> isRemembered(app));

        change("UPDATE client SET enabled = false WHERE id = $1", app.id());

        await().atMost(Duration.ofSeconds(5)).until(() -> introspect(app) == 401);
    }

    @Test
    void a_client_that_another_replica_deletes_is_forgotten_here() {
        App app = stage.register();
        await().until(() -> isRemembered(app));

        change("DELETE FROM client WHERE id = $1", app.id());

        await().atMost(Duration.ofSeconds(5)).until(() -> introspect(app) == 401);
    }

    @Test
    void what_was_read_before_a_change_is_not_remembered_after_it() {
        Client client = client();
        long moment = cache.moment();

        cache.invalidate(client.id());
        cache.remember(client, moment);

        assertThat(cache.find(client.id())).isEmpty();
    }

    @Test
    void nothing_is_cached_without_notifications_of_changes() {
        Client client = client();
        cache.remember(client, cache.moment());
        assertThat(cache.find(client.id())).contains(client);

        cache.onDisconnected();
        assertThat(cache.find(client.id())).isEmpty();
        cache.remember(client, cache.moment());
        assertThat(cache.find(client.id())).isEmpty();

        cache.onConnected();
        cache.remember(client, cache.moment());
        assertThat(cache.find(client.id())).contains(client);
    }

    @Test
    void who_may_read_answers_is_remembered_until_any_client_changes() {
        String origin = "https://remembered.example";
        App app = stage.register();
        await().until(() -> isRemembered(app));
        RestAssured.given().header("Origin", origin).get("/userinfo").then().statusCode(401);
        await().until(() -> cache.mayRead(origin).equals(Optional.of(false)));

        change("UPDATE client SET name = 'Renamed' WHERE id = $1", app.id());

        await().atMost(Duration.ofSeconds(5)).until(() -> cache.mayRead(origin).isEmpty());
    }

    private Client client() {
        App app = stage.register();
        await().until(() -> isRemembered(app));
        Client client = cache.find(app.id()).orElseThrow();
        cache.invalidate(client.id());
        return client;
    }

    private void change(String sql, String id) {
        db.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(Duration.ofSeconds(5));
    }

    /** The first responses may precede the service's subscription to notifications. */
    private boolean isRemembered(App app) {
        return introspect(app) == 200 && cache.find(app.id()).isPresent();
    }

    private static int introspect(App app) {
        return RestAssured.given()
                .auth()
                .preemptive()
                .basic(app.id(), app.secret())
                .formParam("token", "unknown")
                .post("/introspect")
                .statusCode();
    }
}
