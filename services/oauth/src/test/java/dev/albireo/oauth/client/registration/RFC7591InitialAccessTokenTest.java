package dev.albireo.oauth.client.registration;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.albireo.oauth.Stage;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(Guarded.class)
@DisplayName("Initial access tokens, RFC 7591 section 3")
class RFC7591InitialAccessTokenTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Map<String, Object> METADATA = Map.of("redirect_uris", List.of(Stage.REDIRECT_URI));

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @Test
    void section_3_a_token_registers_as_many_clients_as_it_is_good_for() {
        Response issued = issue(Map.of("label", "Partners", "clients", 2));
        String token = JsonMember.read(issued.asString(), "token");
        issued.then().statusCode(201).header("Cache-Control", "no-store");
        assertThat(token).matches("it_[A-Za-z0-9_-]{43}");

        register(token).then().statusCode(201);
        register(token).then().statusCode(201);
        refused(register(token));
    }

    @Test
    void a_registration_that_is_refused_spends_nothing() {
        String token = JsonMember.read(issue(Map.of("label", "Careless")).asString(), "token");

        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("redirect_uris", List.of()))
                .post("/connect/register")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_client_metadata")));
        register(token).then().statusCode(201);
    }

    @Test
    void threat_14_of_many_at_once_one_wins() {
        String token = JsonMember.read(issue(Map.of("label", "Race")).asString(), "token");

        List<Integer> answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(i -> register(token).statusCode())
                .toList();

        assertThat(answers).containsOnly(201, 401).containsOnlyOnce(201);
    }

    @Test
    void section_3_without_a_valid_token_no_client_registers() {
        given().contentType(ContentType.JSON)
                .body(METADATA)
                .post("/connect/register")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"albireo\""));
        refused(register("it_" + "a".repeat(43)));
        refused(register("x"));
        refused(register(stage.serviceToken()));
        given().auth()
                .preemptive()
                .basic("a", "b")
                .contentType(ContentType.JSON)
                .body(METADATA)
                .post("/connect/register")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"albireo\"");
    }

    @Test
    void one_that_is_over_or_was_taken_back_is_worth_nothing() {
        String over = JsonMember.read(
                issue(Map.of("label", "Short", "lifetime", "PT1H")).asString(), "token");
        Response issued = issue(Map.of("label", "Lost", "clients", 5, "lifetime", "P2D"));
        register(JsonMember.read(issued.asString(), "token")).then().statusCode(201);

        clock.advance(Duration.ofHours(1));
        refused(register(over));
        stage.administrator()
                .contentType(ContentType.JSON)
                .post("/internal/initial-access-tokens/" + JsonMember.read(issued.asString(), "id") + "/revoke")
                .then()
                .statusCode(200)
                .body(member("registered", equalTo(1)))
                .body(member("revokedAt", equalTo(clock.instant().toString())));
        refused(register(JsonMember.read(issued.asString(), "token")));
    }

    @Test
    void threat_22_the_list_shows_no_token_and_the_database_has_none() {
        Response issued = issue(Map.of("label", "Listed"));
        String token = JsonMember.read(issued.asString(), "token");

        stage.administrator()
                .get("/internal/initial-access-tokens")
                .then()
                .statusCode(200)
                .body(member("items[*].id", hasItem(JsonMember.<String>read(issued.asString(), "id"))))
                .body(member("items[*].label", hasItem("Listed")))
                .body(not(containsString(token)));
        assertThat(rows("SELECT token_hash FROM initial_access_token WHERE label = $1", "Listed"))
                .hasSize(1)
                .doesNotContain(token);
        assertThat(rows("SELECT payload FROM outbox WHERE payload LIKE $1", "%initial-access-token.issue%Listed%"))
                .singleElement()
                .satisfies(payload ->
                        assertThat(payload).contains(Stage.ADMINISTRATOR).doesNotContain(token));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                    | label
            {"label":""}                          | label
            {"label":"a\\u0000"}                  | label
            {"label":"x","clients":0}             | clients
            {"label":"x","clients":1001}          | clients
            {"label":"x","lifetime":"soon"}       | lifetime
            {"label":"x","lifetime":"-PT1H"}      | lifetime
            {"label":"x","lifetime":"P91D"}       | lifetime
            """)
    void an_order_that_is_wrong_is_told_where(String order, String field) {
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(order)
                .post("/internal/initial-access-tokens")
                .then()
                .statusCode(422)
                .body(member("field", equalTo(field)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "00000000-0000-4000-8000-000000000000"})
    void what_is_not_there_cannot_be_taken_back(String id) {
        stage.administrator()
                .contentType(ContentType.JSON)
                .post("/internal/initial-access-tokens/" + id + "/revoke")
                .then()
                .statusCode(404);
    }

    @Test
    void only_administrators_give_them_out() {
        given().auth()
                .oauth2(stage.serviceToken())
                .contentType(ContentType.JSON)
                .body(Map.of("label", "x"))
                .post("/internal/initial-access-tokens")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(stage.serviceToken())
                .get("/internal/initial-access-tokens")
                .then()
                .statusCode(403);
    }

    @Test
    void RFC_8414_section_2_the_endpoint_is_told_of() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("registration_endpoint", containsString("/connect/register")));
    }

    private Response issue(Map<String, Object> order) {
        return stage.administrator().contentType(ContentType.JSON).body(order).post("/internal/initial-access-tokens");
    }

    private static Response register(String token) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(METADATA)
                .post("/connect/register");
    }

    private static void refused(Response response) {
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body(member("error", equalTo("invalid_token")));
    }

    private List<String> rows(String statement, String parameter) {
        return db.preparedQuery(statement)
                .execute(Tuple.of(parameter))
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
                .await()
                .atMost(LIMIT);
    }
}
