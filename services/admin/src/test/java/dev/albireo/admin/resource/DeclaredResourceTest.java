package dev.albireo.admin.resource;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.albireo.admin.AdminOnLoopback;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AdminOnLoopback.class)
@DisplayName("/AuthConfig, /Client, /User, /Group, without their owners")
class DeclaredResourceTest {
    @Test
    void a_dry_run_never_becomes_a_write_by_mistake() {
        json().body("{}")
                .put("/User/my-user?_dryRun=yes")
                .then()
                .statusCode(400)
                .body(member("field", equalTo("_dryRun")));
    }

    @Test
    void only_users_are_listed_by_their_group() {
        given().get("/Client?group=staff").then().statusCode(400).body(member("field", equalTo("group")));
        given().get("/User?group=staff").then().statusCode(503);
    }

    @Test
    void an_unacceptable_Accept_is_rejected_before_the_owner_is_asked() {
        json().accept("application/xml").body("{}").put("/User/x").then().statusCode(406);
        given().accept("application/xml").get("/User/x").then().statusCode(406);
        given().accept("application/xml").get("/User").then().statusCode(406);
        given().accept("application/xml").delete("/User/x").then().statusCode(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/AuthConfig/x", "/Client/x", "/User/x", "/Group/x"})
    void an_unreachable_owner_is_unavailable(String path) {
        json().body("{}")
                .put(path)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body(member("type", equalTo("https://albireo.dev/problems/unavailable")));
        given().get(path).then().statusCode(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Patient/x", "/user/x", "/Client/x/y", "/Users"})
    void there_is_no_other_path(String path) {
        json().body("{}").put(path).then().statusCode(404);
        given().get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                                    | the body is empty
            {                                                     | the JSON is invalid at line 1, column 2
            {"a":1}x                                              | the JSON is invalid at line 1, column
            {"a":1,"a":2}                                         | the JSON is invalid at line 1, column
            {"secret":"verysecret" "a"}                           | the JSON is invalid at line 1, column
            [[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]   | the JSON is invalid
            """)
    void the_place_of_malformed_JSON_is_named_without_its_text(String body, String detail) {
        json().body(body)
                .put("/User/x")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(member("detail", allOf(containsString(detail), not(containsString("verysecret")))));
    }

    @Test
    void the_place_of_malformed_JSON_is_named_by_its_line() {
        given().contentType("application/x-ndjson")
                .body("{}\n\n{\"passwordHash\":\"verysecret\" 1}\n".getBytes(UTF_8))
                .post("/User")
                .then()
                .statusCode(400)
                .body(
                        "detail",
                        allOf(containsString("line 3: the JSON is invalid"), not(containsString("verysecret"))));
        given().contentType("application/x-ndjson")
                .body("{}\n".getBytes(UTF_8))
                .post("/User")
                .then()
                .statusCode(503);
        given().contentType("application/x-ndjson")
                .body("{}\n".getBytes(UTF_8))
                .post("/User?_dryRun=yes")
                .then()
                .statusCode(400)
                .body("field", equalTo("_dryRun"));
    }

    @Test
    void another_type_of_body_or_another_method_is_rejected() {
        given().contentType("text/plain").body("a: b").put("/User/x").then().statusCode(415);
        given().contentType("application/json-patch+json")
                .body("[]")
                .patch("/User/x")
                .then()
                .statusCode(415);
        json().body("{}").post("/Client").then().statusCode(405);
        given().contentType("text/plain").body("{}").post("/User").then().statusCode(415);
        given().contentType("application/yaml")
                .body("[]".getBytes(UTF_8))
                .post("/User")
                .then()
                .statusCode(415);
    }

    @Test
    void a_body_has_a_largest_size() {
        json().body("{\"a\":\"" + "x".repeat(70_000) + "\"}")
                .put("/User/x")
                .then()
                .statusCode(413);
    }

    @Test
    void a_page_of_another_site_is_refused() {
        given().header("Origin", "https://evil.example").get("/User/x").then().statusCode(403);
        given().header("Host", "evil.example").get("/User/x").then().statusCode(403);
    }

    private static RequestSpecification json() {
        return given().contentType("application/json");
    }
}
