package dev.albireo.oauth;

import static dev.albireo.testkit.JsonMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.housekeeping.Housekeeping;
import dev.albireo.testkit.AdministratorCommands;
import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** draft-ietf-httpapi-idempotency-key-header, at the commands of administrators. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A command with an Idempotency-Key is carried out once")
class IdempotencyKeyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String ROBOT =
            "{\"name\":\"Robot\",\"secret\":\"s3cret-enough\",\"grant_types\":[\"client_credentials\"],\"scope\":[\"read\"]}";

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    Housekeeping house;

    @Inject
    Pool db;

    static Stream<AdministratorCommand> commands() {
        return AdministratorCommands.of("dev.albireo.oauth");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_obeys_its_key(AdministratorCommand command) {
        UUID key = UUID.randomUUID();
        String path = command.pathOf(UUID.randomUUID().toString());

        Response first = as(key).body("{}").request(command.method(), path);
        Response second = as(key).body("{}").request(command.method(), path);
        Response other = as(key).body("{}").request(command.method(), path + "?other=true");

        assertThat(first.statusCode()).as(first.asString()).isLessThan(500);
        assertThat(second.statusCode()).as(second.asString()).isEqualTo(first.statusCode());
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(other.statusCode()).as(command + ": " + other.asString()).isEqualTo(422);
        assertThat(other.asString()).contains("Idempotency-Key belongs to another request");
    }

    @Test
    void a_secret_is_rotated_once_and_returned_to_a_repeated_command() {
        stage.declare("rotated-once", ROBOT).then().statusCode(201);
        UUID key = UUID.randomUUID();

        Response first = rotate(key, "rotated-once", "{}");
        Response second = rotate(key, "rotated-once", "{}");

        first.then().statusCode(200).header("Cache-Control", "no-store");
        second.then().statusCode(200).header("Cache-Control", "no-store");
        assertThat(JsonMember.<String>read(second.asString(), "secret"))
                .isEqualTo(JsonMember.read(first.asString(), "secret"));
        rotate(key, "rotated-once", "{\"overlap\":\"PT1H\"}").then().statusCode(422);
        assertThat(audited("rotated-once")).isOne();
    }

    @Test
    void of_many_at_once_one_acts() {
        stage.declare("rotated-at-once", ROBOT).then().statusCode(201);
        UUID key = UUID.randomUUID();

        List<Response> answers =
                InParallel.all(8, IntStream.range(0, 8).mapToObj(i -> () -> rotate(key, "rotated-at-once", "{}")));

        assertThat(answers)
                .extracting(Response::statusCode)
                .isSubsetOf(200, 503)
                .contains(200);
        assertThat(answers.stream()
                        .filter(response -> response.statusCode() == 200)
                        .map(response -> JsonMember.<String>read(response.asString(), "secret"))
                        .distinct())
                .hasSize(1);
        assertThat(audited("rotated-at-once")).isOne();
    }

    @Test
    void the_answer_to_a_resource_keeps_its_entity_tag() {
        UUID key = UUID.randomUUID();
        Response first = as(key).body(ROBOT).put("/internal/resources/Client/put-once");

        first.then().statusCode(201).header("ETag", "W/\"1\"");
        as(key).body(ROBOT)
                .put("/internal/resources/Client/put-once")
                .then()
                .statusCode(201)
                .header("ETag", "W/\"1\"")
                .body(equalTo(first.asString()));
        as(key).header("If-Match", "W/\"1\"")
                .body(ROBOT)
                .put("/internal/resources/Client/put-once")
                .then()
                .statusCode(422);
    }

    @Test
    void another_administrator_is_told_nothing() {
        stage.declare("rotated-by-one", ROBOT).then().statusCode(201);
        UUID key = UUID.randomUUID();
        rotate(key, "rotated-by-one", "{}").then().statusCode(200);
        String other = UUID.randomUUID().toString();
        stage.tell(stage.member(other, 1, true, "administrators"));

        stage.administrator(stage.administratorToken(other, stage.grant(other), "aal2"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", quoted(key))
                .body("{}")
                .post("/internal/resources/Client/rotated-by-one/rotate-secret")
                .then()
                .statusCode(422)
                .body(member("detail", containsString("belongs to another request")));
    }

    @Test
    void one_that_was_given_up_before_it_changed_anything_is_carried_out_again() {
        stage.declare("given-up", ROBOT).then().statusCode(201);
        UUID key = UUID.randomUUID();
        rotate(key, "given-up", "{\"overlap\":\"P9999D\"}").then().statusCode(422);
        forgetAnswer(key, false);

        rotate(key, "given-up", "{\"overlap\":\"P9999D\"}")
                .then()
                .statusCode(503)
                .header("Retry-After", "1");
        clock.advance(Duration.ofMinutes(2));

        rotate(key, "given-up", "{\"overlap\":\"P9999D\"}")
                .then()
                .statusCode(422)
                .body(member("field", equalTo("overlap")));
    }

    @Test
    void one_that_changed_something_before_its_process_died_is_never_carried_out_again() {
        stage.declare("died", ROBOT).then().statusCode(201);
        UUID key = UUID.randomUUID();
        rotate(key, "died", "{}").then().statusCode(200);
        forgetAnswer(key, null);
        clock.advance(Duration.ofMinutes(2));

        rotate(key, "died", "{}").then().statusCode(409).body(member("detail", containsString("its response is lost")));
        assertThat(audited("died")).isOne();
    }

    @Test
    void the_table_holds_no_secret_and_is_swept_after_minutes() {
        stage.declare("swept", ROBOT).then().statusCode(201);
        UUID key = UUID.randomUUID();
        String secret = JsonMember.read(rotate(key, "swept", "{}").asString(), "secret");

        assertThat(row(key)).isNotEmpty().doesNotContain(secret);
        clock.advance(Duration.ofMinutes(11));
        house.run().await().atMost(LIMIT);
        assertThat(row(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d", "\"'; DROP TABLE client; --\""})
    void a_key_is_a_UUID_in_quotation_marks(String header) {
        stage.administrator()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", header)
                .body("{}")
                .post("/internal/keys/rotate")
                .then()
                .statusCode(400)
                .body(member("detail", containsString("Idempotency-Key")));
    }

    private Response rotate(UUID key, String client, String body) {
        return as(key).body(body).post("/internal/resources/Client/" + client + "/rotate-secret");
    }

    private RequestSpecification as(UUID key) {
        return stage.administrator().contentType(ContentType.JSON).header("Idempotency-Key", quoted(key));
    }

    private static String quoted(UUID key) {
        return "\"" + key + "\"";
    }

    /** What a process leaves that dies before it has recorded the answer; {@code effect} is what it noted, null for what is there. */
    private void forgetAnswer(UUID key, Boolean effect) {
        db.preparedQuery("UPDATE idempotent_command SET answer = NULL, answer_key_id = NULL,"
                        + " effect = coalesce($2, effect) WHERE id = $1")
                .execute(Tuple.of(key, effect))
                .await()
                .atMost(LIMIT);
    }

    private String row(UUID key) {
        StringBuilder text = new StringBuilder();
        db.preparedQuery("SELECT encode(request, 'escape') || encode(answer, 'escape') AS text FROM idempotent_command"
                        + " WHERE id = $1")
                .execute(Tuple.of(key))
                .await()
                .atMost(LIMIT)
                .forEach(row -> text.append(row.getString("text")));
        return text.toString();
    }

    private long audited(String client) {
        return db.preparedQuery("SELECT count(*) FROM outbox WHERE payload LIKE '%client.rotate-secret%'"
                        + " AND payload LIKE '%' || $1 || '%'")
                .execute(Tuple.of(client))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }
}
