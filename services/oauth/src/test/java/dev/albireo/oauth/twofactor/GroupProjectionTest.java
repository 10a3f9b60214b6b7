package dev.albireo.oauth.twofactor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The declared groups as credentials reports them")
class GroupProjectionTest {
    @Inject
    Stage stage;

    @Inject
    Pool db;

    private final String id = "group-" + UUID.randomUUID();

    @Test
    void a_newer_state_wins_and_an_older_one_changes_nothing() {
        put(2, true);
        put(1, false);
        assertThat(requiresSecondFactor()).isTrue();
        put(3, false);
        assertThat(requiresSecondFactor()).isFalse();
    }

    @Test
    void a_deleted_group_requires_nothing_and_is_not_revived_by_an_older_state() {
        put(2, true);
        services().delete("/internal/groups/" + id + "?version=3").then().statusCode(204);
        put(2, true);
        assertThat(requiresSecondFactor()).isFalse();
        put(4, true);
        assertThat(requiresSecondFactor()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"id\":\"a\"}", "{\"id\":\"b\",\"version\":1}"})
    void what_is_none_is_refused(String body) {
        services()
                .contentType("application/json")
                .body(body)
                .put("/internal/groups/a")
                .then()
                .statusCode(400);
    }

    @Test
    void only_services_may_tell() {
        given().contentType("application/json")
                .body("{}")
                .put("/internal/groups/a")
                .then()
                .statusCode(401);
        services().delete("/internal/groups/a").then().statusCode(400);
    }

    private void put(int version, boolean requires2fa) {
        services()
                .contentType("application/json")
                .body("{\"id\":\"%s\",\"version\":%d,\"requires2fa\":%b}".formatted(id, version, requires2fa))
                .put("/internal/groups/" + id)
                .then()
                .statusCode(204);
    }

    private boolean requiresSecondFactor() {
        return db.preparedQuery("SELECT requires_2fa FROM user_group WHERE id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(Duration.ofSeconds(20))
                .iterator()
                .next()
                .getBoolean(0);
    }

    private RequestSpecification services() {
        return given().auth().oauth2(stage.serviceToken());
    }
}
