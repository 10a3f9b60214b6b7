package dev.albireo.admin.resource;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(StubOwners.class)
@DisplayName("/AuthConfig, /Client, /User")
class DeclaredResourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"text/yaml", "application/yaml", "application/x-yaml; charset=utf-8"})
    void the_seeds_client_becomes_JSON_for_its_owner(String contentType) {
        given().config(RestAssured.config()
                        .encoderConfig(RestAssured.config()
                                .getEncoderConfig()
                                .encodeContentTypeAs("text/yaml", io.restassured.http.ContentType.TEXT)
                                .encodeContentTypeAs("application/yaml", io.restassured.http.ContentType.TEXT)
                                .encodeContentTypeAs("application/x-yaml", io.restassured.http.ContentType.TEXT)))
                .contentType(contentType)
                .body(seed("client"))
                .put("/Client/mywebapp")
                .then()
                .statusCode(201)
                .header("Location", "/Client/mywebapp")
                .header("ETag", "W/\"1\"")
                .contentType("application/json")
                .body("resourceType", equalTo("Client"))
                .body("token", equalTo("Bearer oauth"))
                .body("sent.secret", equalTo("verysecret"))
                .body("sent.first_party", equalTo(true))
                .body("sent.grant_types[0]", equalTo("code"))
                .body("sent.auth.authorization_code.redirect_uri", equalTo("http://localhost:3001"))
                .body("sent.auth.authorization_code.access_token_expiration", equalTo(360));
    }

    @ParameterizedTest
    @CsvSource({"PUT,", "PUT,application/x-www-form-urlencoded", "PATCH,application/x-www-form-urlencoded"})
    void a_body_of_no_type_or_of_curls_is_read_all_the_same(String method, String contentType) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/AuthConfig/myconfig"))
                .method(method, BodyPublishers.ofString(seed("authconfig")));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }

        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(method.equals("PUT") ? 201 : 200);
        assertThat(answer.body())
                .contains("\"by\":\"" + method + "\"")
                .contains("\"token\":\"Bearer credentials\"")
                .contains("\"validPastTokensCount\":3")
                .contains("\"issuerName\":\"my-app\"");
    }

    @Test
    void JSON_of_no_type_is_read_as_JSON() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/User/my-user"))
                .PUT(BodyPublishers.ofString("{\"password\":\"a\\/b\",\n\t\"id\":\"x\"}")));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"password\":\"a/b\"");
    }

    @Test
    void the_answer_is_YAML_where_that_is_asked_for() {
        String yaml = given().contentType("application/json")
                .accept("text/yaml")
                .body("{\"userName\":\"no\"}")
                .put("/User/my-user")
                .then()
                .statusCode(201)
                .contentType(startsWith("text/yaml"))
                .extract()
                .asString();

        assertThat(YamlText.read(yaml).path("sent").path("userName").asText()).isEqualTo("no");
        given().accept("text/html,*/*;q=0.1")
                .get("/User/my-user")
                .then()
                .statusCode(200)
                .contentType("application/json");
        given().accept("application/xml").get("/User/my-user").then().statusCode(406);
    }

    @Test
    void a_dry_run_is_the_owners_to_play_and_never_becomes_a_write_by_mistake() {
        given().contentType("application/json")
                .body("{}")
                .put("/User/my-user?_dryRun=true")
                .then()
                .statusCode(201)
                .body("query", equalTo("dryRun=true"));
        given().contentType("application/json")
                .body("{}")
                .put("/User/my-user?_dryRun=yes")
                .then()
                .statusCode(400)
                .body("field", equalTo("_dryRun"));
    }

    @Test
    void conditions_are_the_owners_to_judge() {
        given().header("If-Match", "W/\"3\"")
                .delete("/User/my-user")
                .then()
                .statusCode(200)
                .body("by", equalTo("DELETE"))
                .body("ifMatch", equalTo("W/\"3\""));
    }

    @Test
    void a_refusal_of_the_owner_is_handed_on_with_its_field() {
        json().body("{}")
                .put("/Client/refused")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://albireo.dev/problems/unprocessable"))
                .body("field", equalTo("secret"))
                .body("detail", equalTo("secret must be a string"));
        json().body("{}").put("/Client/broken").then().statusCode(503);
    }

    @Test
    void a_list_is_a_bundle_with_a_way_on() {
        given().queryParam("_count", "1")
                .queryParam("after", "0")
                .get("/User")
                .then()
                .statusCode(200)
                .body("resourceType", equalTo("Bundle"))
                .body("type", equalTo("searchset"))
                .body("entry[0].resource.id", equalTo("a"))
                .body("entry[0].resource.query", containsString("limit=1"))
                .body("entry[0].resource.query", containsString("after=0"))
                .body("link[0].relation", equalTo("next"))
                .body("link[0].url", equalTo("/User?_count=1&after=a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Patient/x", "/user/x", "/Client/x/y", "/Users"})
    void nothing_else_is_there(String path) {
        json().body("{}").put(path).then().statusCode(404);
        given().get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void malformed_JSON_is_told_with_its_place(String body) {
        json().body(body)
                .put("/User/x")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", not(containsString("verysecret")));
    }

    @Test
    void another_type_of_body_is_refused() {
        given().contentType("text/plain").body("a: b").put("/User/x").then().statusCode(415);
        given().contentType("application/json-patch+json")
                .body("[]")
                .patch("/User/x")
                .then()
                .statusCode(415);
        json().body("{}").post("/User").then().statusCode(405);
    }

    @Test
    void a_body_has_a_largest_size() {
        json().body("{\"a\":\"" + "x".repeat(70_000) + "\"}")
                .put("/User/x")
                .then()
                .statusCode(413);
    }

    @Test
    void a_page_of_another_site_gets_nothing() {
        given().header("Origin", "https://evil.example").get("/User/x").then().statusCode(403);
        given().header("Host", "evil.example").get("/User/x").then().statusCode(403);
    }

    private static RequestSpecification json() {
        return given().contentType("application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    private static String seed(String name) {
        try (InputStream in =
                Objects.requireNonNull(DeclaredResourceTest.class.getResourceAsStream("/seeds/" + name + ".yaml"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
