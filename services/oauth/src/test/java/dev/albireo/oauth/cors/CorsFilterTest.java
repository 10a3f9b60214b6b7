package dev.albireo.oauth.cors;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.albireo.oauth.Stage;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Fetch Standard section 3.2, CORS")
class CorsFilterTest {
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @Inject
    Stage stage;

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/jwks.json"})
    void what_is_the_same_for_everybody_may_be_read_by_all_without_credentials(String path) {
        given().header("Origin", "https://anywhere.example")
                .get(path)
                .then()
                .statusCode(200)
                .header(ALLOWED, "*")
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    void the_pages_of_a_client_may_call_and_are_told_what_is_refused() {
        declare("https://spa.example");

        given().header("Origin", "https://spa.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/userinfo")
                .then()
                .statusCode(204)
                .header(ALLOWED, "https://spa.example")
                .header("Access-Control-Allow-Headers", "Authorization, Content-Type")
                .header("Vary", "Origin");
        given().header("Origin", "https://spa.example")
                .formParam("grant_type", "nonsense")
                .formParam("client_id", "spa")
                .post("/token")
                .then()
                .statusCode(400)
                .header(ALLOWED, "https://spa.example")
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "https://spa.example.evil.example", "x'"})
    void other_origins_may_not(String origin) {
        declare("https://spa.example");

        given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .options("/token")
                .then()
                .header(ALLOWED, nullValue());
        given().header("Origin", origin)
                .formParam("grant_type", "nonsense")
                .post("/token")
                .then()
                .header(ALLOWED, nullValue());
    }

    @Test
    void the_pages_of_a_disabled_client_may_no_longer() {
        stage.declare("gone", """
                {"active":false,"allowed_origins":["https://gone.example"],
                 "auth":{"authorization_code":{"redirect_uri":"https://gone.example/cb"}}}""");

        given().header("Origin", "https://gone.example")
                .get("/userinfo")
                .then()
                .statusCode(401)
                .header(ALLOWED, nullValue());
    }

    @Test
    void a_client_without_a_secret_that_registers_may_call_from_where_it_gets_its_codes() {
        given().contentType("application/json")
                .body("""
                        {"redirect_uris":["https://App2.example:443/cb"],"token_endpoint_auth_method":"none"}""")
                .post("/connect/register")
                .then()
                .statusCode(201);

        given().header("Origin", "https://app2.example")
                .get("/userinfo")
                .then()
                .header(ALLOWED, "https://app2.example");
    }

    /** RFC 7591 section 3: an application in a browser registers itself before any origin of it is known. */
    @Test
    void a_page_of_any_origin_may_register_and_manage_its_client() {
        given().header("Origin", "https://new.example")
                .header("Access-Control-Request-Method", "DELETE")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/connect/register/unknown")
                .then()
                .statusCode(204)
                .header(ALLOWED, "*")
                .header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
        given().header("Origin", "https://new.example")
                .contentType("application/json")
                .body("""
                        {"redirect_uris":["https://new.example/cb"],"token_endpoint_auth_method":"none"}""")
                .post("/connect/register")
                .then()
                .statusCode(201)
                .header(ALLOWED, "*")
                .header("Access-Control-Allow-Credentials", nullValue());
        given().header("Origin", "https://new.example")
                .header("Authorization", "Bearer unknown")
                .get("/connect/register/unknown")
                .then()
                .statusCode(401)
                .header(ALLOWED, "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorize", "/consent", "/logout", "/introspect"})
    void other_endpoints_are_shared_with_no_origin(String path) {
        declare("https://spa.example");

        given().redirects()
                .follow(false)
                .header("Origin", "https://spa.example")
                .get(path)
                .then()
                .header(ALLOWED, nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://a.example/",
                "https://a.example/x",
                "HTTPS://a.example",
                "app:",
                "https://A.example"
            })
    void what_is_no_origin_is_not_taken(String origin) {
        stage.declare("spa", """
                        {"allowed_origins":["%s"],
                         "auth":{"authorization_code":{"redirect_uri":"https://spa.example/cb"}}}""".formatted(origin))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("allowed_origins")));
    }

    private void declare(String origin) {
        stage.declare("spa", """
                {"allowed_origins":["%s"],
                 "auth":{"authorization_code":{"redirect_uri":"https://spa.example/cb"}}}""".formatted(origin));
    }
}
