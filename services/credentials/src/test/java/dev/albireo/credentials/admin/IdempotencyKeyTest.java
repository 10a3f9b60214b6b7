package dev.albireo.credentials.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Given;
import dev.albireo.testkit.AdministratorCommands;
import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** draft-ietf-httpapi-idempotency-key-header, at the commands of administrators. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A command with an Idempotency-Key is carried out once")
class IdempotencyKeyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    Pool db;

    static Stream<AdministratorCommand> commands() {
        return AdministratorCommands.of("dev.albireo.credentials");
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
        assertThat(other.statusCode()).as(command + ": " + other.asString()).isEqualTo(422);
        assertThat(other.asString()).contains("Idempotency-Key belongs to another request");
    }

    @Test
    void a_user_is_created_once_and_the_repetition_is_no_conflict() {
        String name = users.newName();
        UUID key = UUID.randomUUID();

        Response first = create(key, name);
        Response second = create(key, name);

        first.then().statusCode(201);
        second.then().statusCode(201);
        assertThat(JsonMember.<String>read(second.asString(), "subject"))
                .isEqualTo(JsonMember.read(first.asString(), "subject"));
        create(UUID.randomUUID(), name).then().statusCode(409);
        create(key, users.newName()).then().statusCode(422);
    }

    @Test
    void of_many_at_once_one_creates_the_user() {
        String name = users.newName();
        UUID key = UUID.randomUUID();

        List<Response> answers =
                InParallel.all(8, IntStream.range(0, 8).mapToObj(i -> (Callable<Response>) () -> create(key, name)));

        assertThat(answers)
                .extracting(Response::statusCode)
                .isSubsetOf(201, 503)
                .contains(201);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 201)
                .extracting(Response::asString)
                .containsOnly(create(key, name).then().statusCode(201).extract().asString());
    }

    @Test
    void a_declared_user_is_written_once() {
        String id = users.newId();
        UUID key = UUID.randomUUID();
        Map<String, Object> user = Map.of("userName", users.newName(), "password", "correct horse battery");

        Response first = as(key).body(user).put("/internal/resources/User/" + id);
        Response second = as(key).body(user).put("/internal/resources/User/" + id);

        first.then().statusCode(201).header("ETag", "W/\"1\"");
        second.then().statusCode(201).header("ETag", "W/\"1\"");
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @Test
    void what_changed_something_is_noted_in_its_transaction() {
        UUID created = UUID.randomUUID();
        UUID looked = UUID.randomUUID();
        create(created, users.newName()).then().statusCode(201);
        as(looked)
                .body(Map.of("username", users.newName()))
                .post("/internal/users/lookup")
                .then()
                .statusCode(404);

        assertThat(hasEffect(created)).isTrue();
        assertThat(hasEffect(looked)).isFalse();
    }

    private Response create(UUID key, String name) {
        return as(key).body(Map.of("username", name, "password", "correct horse battery"))
                .post("/internal/users");
    }

    private RequestSpecification as(UUID key) {
        return given().auth()
                .oauth2(tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "\"" + key + "\"");
    }

    private boolean hasEffect(UUID key) {
        return db.preparedQuery("SELECT effect FROM idempotent_command WHERE id = $1")
                .execute(Tuple.of(key))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getBoolean("effect");
    }
}
