package dev.albireo.oauth.client.resource;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("/internal/resources/Client")
class ClientResourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String PATH = "/internal/resources/Client/";
    private static final String BODY = """
            {"resourceType":"Client","id":"ignored","secret":"verysecret","grant_types":["code"],
             "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb","access_token_expiration":360}}}""";

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @Test
    void what_was_written_is_shown_as_it_was_written_but_for_the_secret() {
        Response created = stage.declare("shown", BODY);

        created.then()
                .statusCode(201)
                .header("ETag", "W/\"1\"")
                .body(member("resourceType", equalTo("Client")))
                .body(member("id", equalTo("shown")))
                .body(member("meta.versionId", equalTo("1")))
                .body(member("meta.createdAt", notNullValue()))
                .body(member("meta.lastUpdated", notNullValue()))
                .body(member("grant_types", equalTo(List.of("code"))))
                .body(member("auth.authorization_code.redirect_uri", equalTo("https://app.example/cb")))
                .body(member("auth.authorization_code.access_token_expiration", equalTo(360)))
                .body(member("$", not(hasKey("secret"))));
        stage.administrator()
                .get(PATH + "shown")
                .then()
                .statusCode(200)
                .body(member("$", equalTo(JsonMember.read(created.asString(), "$"))));
    }

    @Test
    void a_write_that_changes_nothing_is_no_new_version() {
        stage.declare("same", BODY);

        stage.declare("same", BODY).then().statusCode(200).header("ETag", "W/\"1\"");
        stage.declare("same", BODY.replace("\"secret\":\"verysecret\",", ""))
                .then()
                .header("ETag", "W/\"1\"");
        stage.declare("same", stage.administrator().get(PATH + "same").asString())
                .then()
                .header("ETag", "W/\"1\"");
        patch("same", "{\"secret\":\"verysecret\",\"name\":null}").then().header("ETag", "W/\"1\"");
        stage.declare("same", BODY.replace("360", "361")).then().statusCode(200).header("ETag", "W/\"2\"");
        assertThat(audited("same")).containsExactly("client.create", "client.change");
    }

    @Test
    void one_that_registered_itself_stays_as_it_is_where_it_is_written_as_it_is_shown() {
        App app = stage.register("openid", "profile");
        Response shown = stage.administrator().get(PATH + app.id());

        stage.declare(app.id(), shown.asString()).then().statusCode(200).header("ETag", shown.header("ETag"));
        assertThat(audited(app.id())).isEmpty();
    }

    @Test
    void a_dry_run_answers_what_a_write_would_and_leaves_all_as_it_is() {
        dryRun("rehearsed", BODY).then().statusCode(201).body(member("meta.versionId", equalTo("1")));
        stage.administrator().get(PATH + "rehearsed").then().statusCode(404);
        stage.declare("rehearsed", BODY);

        dryRun("rehearsed", BODY).then().statusCode(200).header("ETag", "W/\"1\"");
        dryRun("rehearsed", BODY.replace("360", "361"))
                .then()
                .statusCode(200)
                .header("ETag", "W/\"2\"")
                .body(member("auth.authorization_code.access_token_expiration", equalTo(361)));
        dryRun("rehearsed", BODY.replace("code", "password")).then().statusCode(422);
        stage.administrator()
                .get(PATH + "rehearsed")
                .then()
                .header("ETag", "W/\"1\"")
                .body(member("auth.authorization_code.access_token_expiration", equalTo(360)));
        assertThat(audited("rehearsed")).containsExactly("client.create");
    }

    @Test
    void RFC_9110_section_13_1_1_If_Match_is_obeyed() {
        put("matched", BODY, "*").then().statusCode(412);
        stage.declare("matched", BODY);

        put("matched", BODY.replace("360", "1"), "W/\"7\"").then().statusCode(412);
        put("matched", BODY.replace("360", "1"), "W/\"1\"").then().statusCode(200);
        stage.administrator()
                .header("If-Match", "W/\"1\"")
                .delete(PATH + "matched")
                .then()
                .statusCode(412);
    }

    @Test
    void RFC_7396_a_patch_changes_what_it_names() {
        stage.declare("patched", BODY);

        patch("patched", "{\"name\":\"Shop\",\"auth\":{\"authorization_code\":{\"access_token_expiration\":null}}}")
                .then()
                .statusCode(200)
                .body(member("name", equalTo("Shop")))
                .body(member("auth.authorization_code", not(hasKey("access_token_expiration"))))
                .body(member("auth.authorization_code.redirect_uri", equalTo("https://app.example/cb")));
        patch("unknown", "{}").then().statusCode(404);
        patch("patched", "[]").then().statusCode(400);
        patch("patched", "{\"colour\":\"red\"}").then().statusCode(422).body(member("field", equalTo("colour")));
    }

    @Test
    void the_secret_stays_where_a_write_does_not_name_it_and_goes_with_null() {
        stage.declare("secretive", BODY);
        String withoutSecret = BODY.replace("\"secret\":\"verysecret\",", "");

        stage.declare("secretive", withoutSecret);
        assertThat(wrongCode(new App("secretive", "verysecret"))).isEqualTo("invalid_grant");

        patch("secretive", "{\"secret\":\"another-one\"}").then().statusCode(200);
        assertThat(wrongCode(new App("secretive", "verysecret"))).isEqualTo("invalid_client");
        assertThat(wrongCode(new App("secretive", "another-one"))).isEqualTo("invalid_grant");

        patch("secretive", "{\"secret\":null}").then().statusCode(200);
        assertThat(wrongCode(new App("secretive", "another-one"))).isEqualTo("invalid_client");
    }

    @Test
    void a_change_is_in_force_on_the_next_request() {
        stage.declare("switched", BODY);
        assertThat(wrongCode(new App("switched", "verysecret"))).isEqualTo("invalid_grant");

        patch("switched", "{\"active\":false}");

        assertThat(wrongCode(new App("switched", "verysecret"))).isEqualTo("invalid_client");
    }

    @Test
    void a_deleted_client_is_gone_with_its_grants() {
        stage.declare("doomed", BODY.replace("https://app.example/cb", Stage.REDIRECT_URI));
        App app = new App("doomed", "verysecret");
        String token = JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid"))
                        .asString(),
                "access_token");
        assertThat(stage.userinfoStatus(token)).isEqualTo(200);

        stage.administrator().delete(PATH + "doomed").then().statusCode(200).body(member("id", equalTo("doomed")));

        assertThat(stage.userinfoStatus(token)).isEqualTo(401);
        assertThat(grants("doomed")).isZero();
        stage.administrator().get(PATH + "doomed").then().statusCode(404);
        stage.administrator().delete(PATH + "doomed").then().statusCode(404);
        assertThat(audited("doomed")).containsExactly("client.create", "client.delete");
    }

    @Test
    void clients_that_registered_themselves_are_shown_and_can_be_patched() {
        App app = stage.register("openid", "profile");

        stage.administrator()
                .get(PATH + app.id())
                .then()
                .statusCode(200)
                .body(member("name", equalTo("App")))
                .body(member("scope", equalTo(List.of("openid", "profile"))))
                .body(member("auth.authorization_code.redirect_uri", equalTo(List.of(Stage.REDIRECT_URI))));
        patch(app.id(), "{\"require_2fa\":true}").then().statusCode(200);
        assertThat(stage.signIn("pwd").get(stage.authorize(app)).header("Location"))
                .startsWith("/login/2fa");
    }

    @Test
    void the_own_command_line_is_shown_and_nothing_else() {
        stage.administrator().get(PATH + "albireo-cli").then().statusCode(200);
        stage.declare("albireo-cli", BODY).then().statusCode(409);
        stage.declare("admin", BODY).then().statusCode(409);
        patch("albireo-cli", "{\"name\":\"x\"}").then().statusCode(409);
        stage.administrator().delete(PATH + "albireo-cli").then().statusCode(409);
    }

    @Test
    void a_list_goes_by_id_a_page_at_a_time() {
        stage.declare("list-a", BODY);
        stage.declare("list-b", BODY);

        Response page = stage.administrator()
                .queryParam("after", "list")
                .queryParam("limit", 1)
                .get("/internal/resources/Client");
        assertThat(JsonMember.<List<String>>read(page.asString(), "items[*].id"))
                .containsExactly("list-a");
        assertThat(JsonMember.<String>read(page.asString(), "next")).isEqualTo("list-a");
        stage.administrator()
                .queryParam("after", "albireo-c")
                .get("/internal/resources/Client")
                .then()
                .statusCode(200)
                .body(member("items[*].id", hasItem("albireo-cli")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=x", "?after=%00", "?after=a%20b"})
    void a_list_asked_for_wrongly_is_refused(String query) {
        stage.administrator()
                .urlEncodingEnabled(false)
                .get("/internal/resources/Client" + query)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%C3%A4", "-x"})
    void an_id_that_cannot_be_is_refused(String id) {
        stage.administrator()
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body(BODY)
                .put(PATH + id)
                .then()
                .statusCode(422);
        stage.administrator().urlEncodingEnabled(false).get(PATH + id).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "5", "{"})
    void what_is_no_object_is_refused(String body) {
        stage.declare("bad", body).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "\"\"",
                "[\"a\"]",
                "\"s3crets\"",
                "\"aaaaaaaaaaaa\"",
                "\"12341234\"",
                "\"its-own-name\"",
                "\"Its-Own-Name\""
            })
    void a_secret_is_a_text_that_is_not_easily_guessed(String secret) {
        stage.declare("its-own-name", BODY.replace("\"verysecret\"", secret))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("secret")));
    }

    @Test
    void only_an_administrator_with_a_second_factor_is_authorized() {
        given().get(PATH + "x").then().statusCode(401);
        given().auth().oauth2(stage.serviceToken()).get(PATH + "x").then().statusCode(403);
        given().auth()
                .oauth2(stage.serviceToken())
                .header("Albireo-Actor", stage.administratorToken("aal1"))
                .get(PATH + "x")
                .then()
                .statusCode(403);
    }

    @Test
    void of_parallel_writes_each_is_answered_and_none_fails() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<Integer>> all = IntStream.range(1, 21)
                    .mapToObj(i -> threads.submit(() ->
                            stage.declare("raced", BODY.replace("360", "" + i)).statusCode()))
                    .toList();
            for (Future<Integer> one : all) {
                assertThat(one.get()).isIn(200, 201, 409);
            }
        }
    }

    private Response put(String id, String body, String ifMatch) {
        return stage.administrator()
                .header("If-Match", ifMatch)
                .contentType("application/json")
                .body(body)
                .put(PATH + id);
    }

    private Response dryRun(String id, String body) {
        return stage.administrator().contentType("application/json").body(body).put(PATH + id + "?dryRun=true");
    }

    private Response patch(String id, String body) {
        return stage.administrator()
                .contentType("application/merge-patch+json")
                .body(body)
                .patch(PATH + id);
    }

    private String wrongCode(App app) {
        return JsonMember.read(stage.redeem(app, "ac_" + "a".repeat(43)).asString(), "error");
    }

    private List<String> audited(String client) {
        return StreamSupport.stream(
                        db.preparedQuery(
                                        "SELECT payload::json->>'action' AS action FROM outbox WHERE key = $1 AND payload::json->>'actor' = $2 ORDER BY id")
                                .execute(Tuple.of(client, Stage.ADMINISTRATOR))
                                .await()
                                .atMost(LIMIT)
                                .spliterator(),
                        false)
                .map(row -> row.getString("action"))
                .toList();
    }

    private int grants(String client) {
        return db.preparedQuery("SELECT 1 FROM authorization_grant WHERE client_id = $1")
                .execute(Tuple.of(client))
                .await()
                .atMost(LIMIT)
                .size();
    }
}
