package dev.albireo.oauth.theme;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.AuthConfigState;
import dev.albireo.events.AuthConfigState.Theme;
import dev.albireo.oauth.Stage;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The AuthConfig that applies")
class AuthConfigProjectionStoreTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    AuthConfigProjectionStore store;

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @Inject
    ObjectMapper json;

    @BeforeEach
    void empty() {
        db.query("DELETE FROM auth_config").execute().await().atMost(LIMIT);
    }

    @Test
    void without_any_there_is_no_theme() {
        assertThat(find("unknown")).isEmpty();
    }

    @Test
    void the_named_one_goes_before_the_default_and_that_before_the_oldest() {
        put(config("young", 1, false, "2026-01-03T00:00:00Z"));
        put(config("old", 1, false, "2026-01-01T00:00:00Z"));
        assertThat(find("")).hasValue("old");
        put(config("marked", 1, true, "2026-01-02T00:00:00Z"));

        assertThat(find("")).hasValue("marked");
        assertThat(find("young")).hasValue("young");
        assertThat(find("not there")).hasValue("marked");
    }

    @Test
    void what_is_older_changes_nothing_and_revives_nothing() {
        put(config("a", 3, true, "2026-01-01T00:00:00Z"));
        put(config("a", 2, false, "2026-01-01T00:00:00Z"));
        assertThat(find("")).hasValue("a");

        services().delete("/internal/auth-configs/a?version=4").then().statusCode(204);
        put(config("a", 3, true, "2026-01-01T00:00:00Z"));
        assertThat(find("a")).isEmpty();
        put(config("a", 5, true, "2026-01-01T00:00:00Z"));
        assertThat(find("a")).hasValue("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"id\":\"a\"}", "{\"id\":\"b\",\"version\":1}"})
    void what_is_none_is_refused(String body) {
        services()
                .contentType("application/json")
                .body(body)
                .put("/internal/auth-configs/a")
                .then()
                .statusCode(400);
    }

    @Test
    void only_services_may_tell() {
        given().contentType("application/json")
                .body("{}")
                .put("/internal/auth-configs/a")
                .then()
                .statusCode(401);
        services().delete("/internal/auth-configs/a").then().statusCode(400);
    }

    private static AuthConfigState config(String id, int version, boolean byDefault, String createdAt) {
        return new AuthConfigState(
                id, version, byDefault, Instant.parse(createdAt), new Theme(id, null, null, null), null);
    }

    private void put(AuthConfigState config) {
        try {
            services()
                    .contentType("application/json")
                    .body(json.writeValueAsString(config))
                    .put("/internal/auth-configs/" + config.id())
                    .then()
                    .statusCode(204);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<String> find(String named) {
        return store.find(Optional.of(named)).await().atMost(LIMIT).map(theme -> String.valueOf(theme.title()));
    }

    private RequestSpecification services() {
        return given().auth().oauth2(stage.serviceToken());
    }
}
