package dev.albireo.oauth.client.registration;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 7592, client configuration management")
class RFC7592ClientManagementTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Stage stage;

    @Inject
    Pool db;

    /** A client that registered itself. */
    private record Own(String id, String secret, String token, String uri) {
        App app() {
            return new App(id, secret);
        }

        Own with(String other) {
            return new Own(id, secret, other, uri);
        }
    }

    @Test
    void section_3_registration_gives_a_token_and_an_address() {
        Response registered = register(metadata());

        registered
                .then()
                .statusCode(201)
                .body(member("registration_access_token", matchesPattern("ra_[A-Za-z0-9_-]{43}")))
                .body(member(
                        "registration_client_uri",
                        equalTo(PostgresResource.ISSUER + "/connect/register/"
                                + JsonMember.read(registered.asString(), "client_id"))));
        assertThat(rows(
                        "SELECT token_hash FROM registration_token WHERE client_id = $1",
                        JsonMember.read(registered.asString(), "client_id")))
                .hasSize(1)
                .doesNotContain(JsonMember.<String>read(registered.asString(), "registration_access_token"));
    }

    @Test
    void section_2_1_a_read_tells_everything_but_the_secret() {
        Own client = registered();

        call(client)
                .get(client.uri())
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(member("client_id", equalTo(client.id())))
                .body(member("client_name", equalTo("Shop")))
                .body(member("redirect_uris[0]", equalTo(Stage.REDIRECT_URI)))
                .body(member("registration_access_token", equalTo(client.token())))
                .body(member("registration_client_uri", notNullValue()))
                .body(member("client_secret", nullValue()));
    }

    @Test
    void section_2_2_an_update_replaces_everything_and_its_token() {
        Own client = registered();
        Map<String, Object> other = Map.of(
                "client_id", client.id(),
                "client_secret", client.secret(),
                "redirect_uris", List.of("https://other.example/cb"));

        Response replaced = put(client, other);
        String next = JsonMember.read(replaced.asString(), "registration_access_token");

        replaced.then()
                .statusCode(200)
                .body(member("redirect_uris[0]", equalTo("https://other.example/cb")))
                .body(member("client_name", equalTo("https://other.example")))
                .body(member("logo_uri", nullValue()))
                .body(member("client_secret", nullValue()))
                .body(member("registration_access_token", not(equalTo(client.token()))));
        refused(call(client).get(client.uri()));
        call(client.with(next)).get(client.uri()).then().statusCode(200);
        stage.token(client.app()).post("/introspect").then().statusCode(400);
        assertThat(rows("SELECT payload FROM outbox WHERE payload LIKE $1", "%client.change%" + client.id() + "%"))
                .singleElement()
                .satisfies(payload -> assertThat(payload).doesNotContain(next));
    }

    @Test
    void section_2_2_an_update_is_in_force_at_once() {
        Own client = registered();
        stage.token(client.app()).post("/introspect").then().statusCode(400);

        put(client, with(client, "grant_types", List.of("authorization_code")))
                .then()
                .statusCode(200);

        stage.refresh(client.app(), "rt_" + "a".repeat(43))
                .then()
                .body(member("error", equalTo("unauthorized_client")));
    }

    @Test
    void section_2_2_another_way_to_authenticate_makes_or_ends_the_secret() {
        Own client = registered();

        Response without = put(client, with(client, "token_endpoint_auth_method", "none"));
        without.then().statusCode(200).body(member("client_secret", nullValue()));
        stage.token(client.app()).post("/introspect").then().statusCode(401);
        Own later = client.with(JsonMember.read(without.asString(), "registration_access_token"));
        Response again = put(later, with(later, "token_endpoint_auth_method", "client_secret_post"));

        String secret = JsonMember.read(again.asString(), "client_secret");
        assertThat(secret).startsWith("cs_").isNotEqualTo(client.secret());
        stage.token(new App(client.id(), secret)).post("/introspect").then().statusCode(400);
    }

    @Test
    void section_2_2_client_id_and_secret_must_be_its_own() {
        Own client = registered();
        Own other = registered();

        invalid(put(client, with(client, "client_id", other.id())), "client_id");
        Map<String, Object> none = metadata();
        invalid(put(client, none), "client_id");
        invalid(put(client, with(client, "client_secret", other.secret())), "client_secret");
        invalid(put(client, with(client, "client_secret", 5)), "client_secret");
        call(client).get(client.uri()).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registration_access_token",
                "registration_client_uri",
                "client_secret_expires_at",
                "client_id_issued_at"
            })
    void section_2_2_what_the_server_says_the_client_must_not(String field) {
        Own client = registered();

        invalid(put(client, with(client, field, "x")), field);
        put(client, with(client, field, "")).then().statusCode(200);
    }

    @Test
    void section_2_2_no_update_gets_what_no_registration_gets() {
        Own client = registered();

        invalid(put(client, with(client, "scope", "openid albireo:admin")), "scope");
        put(client, with(client, "first_party", true)).then().statusCode(200);
        assertThat(rows("SELECT first_party::text FROM client WHERE id = $1", client.id()))
                .containsExactly("false");
    }

    @Test
    void section_2_3_a_client_deletes_itself_and_everything_of_it_ends() {
        Own client = registered();
        String refresh = JsonMember.read(
                stage.redeem(client.app(), stage.code(client.app(), stage.signIn("pwd"), "openid offline_access"))
                        .asString(),
                "refresh_token");

        call(client).delete(client.uri()).then().statusCode(204).header("Cache-Control", "no-store");

        refused(call(client).get(client.uri()));
        refused(call(client).delete(client.uri()));
        refused(put(client, with(client, "client_name", "Ghost")));
        stage.refresh(client.app(), refresh).then().statusCode(401);
        assertThat(rows("SELECT client_id FROM authorization_grant WHERE client_id = $1", client.id()))
                .isEmpty();
        assertThat(rows("SELECT payload FROM outbox WHERE payload LIKE $1", "%client.delete%" + client.id() + "%"))
                .hasSize(1);
    }

    @Test
    void section_2_a_wrong_token_says_nothing_about_what_there_is() {
        Own client = registered();
        Own other = registered();
        String of = call(client.with(other.token())).get(client.uri()).asString();

        refused(call(client.with(other.token())).get(client.uri()));
        refused(put(client.with(other.token()), with(client, "client_name", "Mine")));
        refused(call(client.with(other.token())).delete(client.uri()));
        refused(call(client).get("/connect/register/unknown"));
        assertThat(call(client).get("/connect/register/unknown").asString()).isEqualTo(of);
        given().get(client.uri()).then().statusCode(401);
        refused(call(client.with("ra_" + "a".repeat(43))).get(client.uri()));
        refused(call(client.with(client.secret())).get(client.uri()));
        refused(call(client.with(stage.serviceToken())).get(client.uri()));
        call(other).get(other.uri()).then().statusCode(200);
    }

    @Test
    void of_many_updates_with_one_token_one_wins() {
        Own client = registered();

        List<Integer> answers = IntStream.range(0, 10)
                .parallel()
                .mapToObj(i ->
                        put(client, with(client, "client_name", "Number " + i)).statusCode())
                .toList();

        assertThat(answers).containsOnly(200, 401).containsOnlyOnce(200);
    }

    @Test
    void one_that_an_administrator_declares_is_the_administrators() {
        Own client = registered();
        stage.administrator()
                .contentType("application/merge-patch+json")
                .body("{\"active\":false}")
                .patch("/internal/resources/Client/" + client.id())
                .then()
                .statusCode(200);

        for (Response response : List.of(
                call(client).get(client.uri()),
                put(client, with(client, "client_name", "Back again")),
                call(client).delete(client.uri()))) {
            response.then().statusCode(403).body(member("error", equalTo("access_denied")));
        }
        stage.administrator()
                .get("/internal/resources/Client/" + client.id())
                .then()
                .body(member("active", equalTo(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "5", "{", "{}", "{\"client_id\":null}", "{\"client_id\":{}}"})
    void what_is_no_metadata_is_refused(String body) {
        Own client = registered();

        call(client)
                .contentType(ContentType.JSON)
                .body(body)
                .put(client.uri())
                .then()
                .statusCode(400);
    }

    @Test
    void what_is_not_for_this_door_is_refused_as_OAuth_does() {
        Own client = registered();

        call(client)
                .contentType("text/plain")
                .body("{}")
                .put(client.uri())
                .then()
                .statusCode(415)
                .body(member("error", notNullValue()));
    }

    @Test
    void a_registered_client_is_shown_to_administrators_with_all_that_it_said() {
        Own client = registered();

        stage.administrator()
                .get("/internal/resources/Client/" + client.id())
                .then()
                .statusCode(200)
                .body(member("contacts[0]", equalTo("ops@app.example")))
                .body(member("$['client_name#de']", equalTo("Laden")))
                .body(member("application_type", equalTo("web")))
                .body(not(containsString(client.token())));
    }

    private static Map<String, Object> metadata() {
        return new LinkedHashMap<>(Map.of(
                "client_name", "Shop",
                "client_name#de", "Laden",
                "logo_uri", "https://app.example/logo.png",
                "contacts", List.of("ops@app.example"),
                "redirect_uris", List.of(Stage.REDIRECT_URI)));
    }

    private static Map<String, Object> with(Own client, String field, Object value) {
        Map<String, Object> metadata = metadata();
        metadata.put("client_id", client.id());
        metadata.put(field, value);
        return metadata;
    }

    private static Own registered() {
        Response response = register(metadata());
        return new Own(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"),
                JsonMember.read(response.asString(), "registration_access_token"),
                "/connect/register/" + JsonMember.read(response.asString(), "client_id"));
    }

    private static Response register(Map<String, Object> metadata) {
        return given().contentType(ContentType.JSON).body(metadata).post("/connect/register");
    }

    private static RequestSpecification call(Own client) {
        return given().auth().oauth2(client.token());
    }

    private static Response put(Own client, Map<String, Object> metadata) {
        return call(client).contentType(ContentType.JSON).body(metadata).put(client.uri());
    }

    private static void refused(Response response) {
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body(member("error", equalTo("invalid_token")));
    }

    private static void invalid(Response response, String field) {
        response.then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_client_metadata")))
                .body(member("error_description", startsWith(field + ":")));
    }

    private List<String> rows(String statement, String parameter) {
        return db.preparedQuery(statement)
                .execute(Tuple.of(parameter))
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
                .await()
                .atMost(LIMIT);
    }
}
