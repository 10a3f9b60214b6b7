package dev.albireo.oauth.client.resource;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The rotation of a client secret")
class RotateSecretTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String ROBOT =
            "{\"name\":\"Robot\",\"secret\":\"s3cret-enough\",\"grant_types\":[\"client_credentials\"],\"scope\":[\"read\"]}";

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @Test
    void both_are_good_until_the_overlap_ends() {
        stage.declare("rotates-secret", ROBOT).then().statusCode(201);

        Response rotated = rotate("rotates-secret", Map.of());
        String fresh = JsonMember.read(rotated.asString(), "secret");

        rotated.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(member("clientId", equalTo("rotates-secret")));
        assertThat(fresh).matches("cs_[A-Za-z0-9_-]{43}");
        assertThat(JsonMember.<String>read(rotated.asString(), "previousUntil"))
                .isEqualTo(clock.instant().plus(Duration.ofHours(24)).toString());
        assertThat(status("rotates-secret", "s3cret-enough")).isEqualTo(200);
        assertThat(status("rotates-secret", fresh)).isEqualTo(200);
        assertThat(status("rotates-secret", "another")).isEqualTo(401);
        clock.advance(Duration.ofHours(24));
        assertThat(status("rotates-secret", "s3cret-enough")).isEqualTo(401);
        assertThat(status("rotates-secret", fresh)).isEqualTo(200);
    }

    @Test
    void a_client_has_two_secrets_at_most() {
        stage.declare("rotates-twice", ROBOT).then().statusCode(201);
        String second = JsonMember.read(rotate("rotates-twice", Map.of()).asString(), "secret");
        String third = JsonMember.read(
                rotate("rotates-twice", Map.of("overlap", "PT1H")).asString(), "secret");

        assertThat(status("rotates-twice", "s3cret-enough")).isEqualTo(401);
        assertThat(status("rotates-twice", second)).isEqualTo(200);
        assertThat(status("rotates-twice", third)).isEqualTo(200);
    }

    @Test
    void without_an_overlap_the_old_one_ends_at_once() {
        stage.declare("rotates-now", ROBOT).then().statusCode(201);

        String fresh =
                JsonMember.read(rotate("rotates-now", Map.of("overlap", "PT0S")).asString(), "secret");

        assertThat(status("rotates-now", "s3cret-enough")).isEqualTo(401);
        assertThat(status("rotates-now", fresh)).isEqualTo(200);
    }

    @Test
    void a_secret_that_is_declared_ends_every_other_and_one_that_is_not_leaves_them() {
        stage.declare("declares", ROBOT).then().statusCode(201);
        String fresh = JsonMember.read(rotate("declares", Map.of()).asString(), "secret");

        stage.declare(
                        "declares",
                        ROBOT.replace("\"secret\":\"s3cret-enough\",", "").replace("Robot", "Android"))
                .then()
                .statusCode(200);
        assertThat(status("declares", "s3cret-enough")).isEqualTo(200);
        stage.declare("declares", ROBOT.replace("s3cret-enough", "declared"))
                .then()
                .statusCode(200);

        assertThat(status("declares", "s3cret-enough")).isEqualTo(401);
        assertThat(status("declares", fresh)).isEqualTo(401);
        assertThat(status("declares", "declared")).isEqualTo(200);
    }

    @Test
    void one_that_registered_itself_rotates_too() {
        App app = stage.register();

        String fresh = JsonMember.read(rotate(app.id(), Map.of()).asString(), "secret");

        stage.token(app).post("/introspect").then().statusCode(400);
        stage.token(new App(app.id(), fresh)).post("/introspect").then().statusCode(400);
        stage.token(new App(app.id(), "wrong")).post("/introspect").then().statusCode(401);
    }

    @Test
    void the_act_is_audited_and_no_secret_is_kept() {
        stage.declare("audited", ROBOT).then().statusCode(201);

        String fresh = JsonMember.read(rotate("audited", Map.of()).asString(), "secret");

        assertThat(rows("SELECT payload FROM outbox WHERE payload LIKE $1", "%client.rotate-secret%audited%"))
                .singleElement()
                .satisfies(payload -> assertThat(payload)
                        .contains(Stage.ADMINISTRATOR, "previousUntil")
                        .doesNotContain(fresh));
        assertThat(rows("SELECT secret_hash FROM client WHERE id = $1", "audited"))
                .doesNotContain(fresh);
        stage.administrator().get("/internal/resources/Client/audited").then().body(not(containsString(fresh)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P31D", "-PT1H", "soon", "", "PT999999999999999999999H"})
    void an_overlap_is_a_duration_and_not_endless(String overlap) {
        stage.declare("rotates-badly", ROBOT);

        rotate("rotates-badly", Map.of("overlap", overlap))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("overlap")));
        assertThat(status("rotates-badly", "s3cret-enough")).isEqualTo(200);
    }

    @Test
    void only_an_administrator_rotates_and_only_what_has_a_secret() {
        stage.declare("rotates-for-some", ROBOT);
        stage.declare(
                        "public",
                        "{\"name\":\"P\",\"auth\":{\"authorization_code\":{\"redirect_uri\":\"" + Stage.REDIRECT_URI
                                + "\"}}}")
                .then()
                .statusCode(201);

        rotate("public", Map.of()).then().statusCode(409);
        rotate("unknown", Map.of()).then().statusCode(404);
        rotate("albireo-cli", Map.of()).then().statusCode(409);
        given().auth()
                .oauth2(stage.serviceToken())
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/internal/resources/Client/rotates-for-some/rotate-secret")
                .then()
                .statusCode(403);
    }

    private Response rotate(String client, Map<String, String> wish) {
        return stage.administrator()
                .contentType(ContentType.JSON)
                .body(wish)
                .post("/internal/resources/Client/" + client + "/rotate-secret");
    }

    private int status(String client, String secret) {
        return stage.token(new App(client, secret))
                .formParam("grant_type", "client_credentials")
                .post("/token")
                .statusCode();
    }

    private List<String> rows(String statement, String parameter) {
        return db.preparedQuery(statement)
                .execute(Tuple.of(parameter))
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
                .await()
                .atMost(LIMIT);
    }
}
