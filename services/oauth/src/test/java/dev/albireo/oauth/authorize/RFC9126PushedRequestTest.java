package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.REDIRECT_URI;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.protocol.Sha256;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("POST /par, RFC 9126")
class RFC9126PushedRequestTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void section_2_2_a_request_is_taken_and_named() {
        push(app("names"))
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body(member("request_uri", startsWith("urn:ietf:params:oauth:request_uri:")))
                .body(member("expires_in", equalTo(60)));
    }

    @Test
    void section_4_it_leads_to_a_code_once() {
        App app = app("once-pushed");
        Browser browser = stage.signIn("pwd");
        String uri = JsonMember.read(push(app).asString(), "request_uri");

        String location = browser.get(authorize(app, uri)).header("Location");

        assertThat(location).startsWith(REDIRECT_URI);
        assertThat(Stage.query(location)).containsEntry("state", "pushed");
        stage.redeem(app, Stage.query(location).get("code")).then().statusCode(200);
        assertThat(browser.get(authorize(app, uri)).statusCode()).isEqualTo(400);
    }

    @Test
    void section_4_only_what_was_pushed_counts() {
        App app = app("counts");
        Browser browser = stage.signIn("pwd");
        String uri = JsonMember.read(push(app).asString(), "request_uri");

        String location = browser.get(
                        authorize(app, uri) + "&state=forged&redirect_uri=https%3A%2F%2Fevil.example&scope=payment")
                .header("Location");

        assertThat(location).startsWith(REDIRECT_URI);
        assertThat(Stage.query(location)).containsEntry("state", "pushed").containsKey("code");
    }

    @Test
    void section_4_it_may_be_posted_by_the_browser_too() {
        App app = app("posted");
        given().redirects()
                .follow(false)
                .formParam("client_id", app.id())
                .formParam("request_uri", JsonMember.<String>read(push(app).asString(), "request_uri"))
                .post("/authorize")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/authorize?interaction="));
    }

    @Test
    void section_2_2_it_belongs_to_the_client_that_pushed_it_and_expires() {
        App app = app("belongs");
        Browser browser = stage.signIn("pwd");
        String uri = JsonMember.read(push(app).asString(), "request_uri");

        Response foreign = browser.get(authorize(app("another-one"), uri));
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(foreign.header("Location")).isNull();
        clock.advance(Duration.ofSeconds(61));
        assertThat(browser.get(authorize(app, uri)).statusCode()).isEqualTo(400);
        assertThat(browser.get(authorize(app, AuthorizationRequestResolver.URN + "x"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void section_2_1_the_client_authenticates() {
        App app = app("authenticates");

        push(new App(app.id(), "wrong")).then().statusCode(401).body(member("error", equalTo("invalid_client")));
        with(given(), Map.of("client_id", app.id())).post("/par").then().statusCode(401);
        with(given(), Map.of()).post("/par").then().statusCode(401);
    }

    @Test
    void section_2_1_a_public_client_only_says_who_it_is() {
        stage.declare("pushing-phone", """
                {"first_party":true,"auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""");

        with(given(), Map.of("client_id", "pushing-phone")).post("/par").then().statusCode(201);
    }

    @Test
    void section_2_1_a_request_uri_within_is_refused() {
        with(stage.token(app("nested")), Map.of("request_uri", "urn:ietf:params:oauth:request_uri:x"))
                .post("/par")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri, https://evil.example/cb, invalid_request",
        "response_type, token, unsupported_response_type",
        "scope, openid unknown, invalid_scope",
        "code_challenge_method, plain, invalid_request",
        "max_age, soon, invalid_request",
        "request, x, invalid_request_object"
    })
    void section_2_3_what_authorize_would_refuse_is_refused_at_once(String name, String value, String error) {
        with(stage.token(app("refused")), Map.of(name, value))
                .post("/par")
                .then()
                .statusCode(400)
                .body(member("error", equalTo(error)));
    }

    @Test
    void section_2_3_only_by_post() {
        given().get("/par").then().statusCode(405);
    }

    @Test
    void section_6_a_client_that_must_push_is_refused_elsewhere() {
        App app = app("must-push", ",\"require_pushed_authorization_requests\":true");
        Browser browser = stage.signIn("pwd");

        String location = browser.get(stage.authorize(app)).header("Location");
        assertThat(location).startsWith(REDIRECT_URI);
        assertThat(Stage.query(location))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
        assertThat(Stage.query(
                        browser.get(authorize(app, JsonMember.read(push(app).asString(), "request_uri")))
                                .header("Location")))
                .containsKey("code");
    }

    @Test
    void RFC_7591_a_client_registers_that_it_must_push() {
        given().contentType("application/json")
                .body("{\"redirect_uris\":[\"https://app.example/cb\"],\"require_pushed_authorization_requests\":true}")
                .post("/connect/register")
                .then()
                .statusCode(201)
                .body(member("require_pushed_authorization_requests", equalTo(true)));
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("pushed_authorization_request_endpoint", equalTo(PostgresResource.ISSUER + "/par")))
                .body(member("require_pushed_authorization_requests", equalTo(false)));
    }

    private App app(String id) {
        return app(id, "");
    }

    private App app(String id, String more) {
        String body = """
                {"secret":"s3cret-enough","first_party":true,"auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}%s}""".formatted(more);
        assertThat(stage.declare(id, body).statusCode()).isIn(200, 201);
        return new App(id, "s3cret-enough");
    }

    private Response push(App app) {
        return with(stage.token(app), Map.of()).post("/par");
    }

    private static RequestSpecification with(RequestSpecification request, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("response_type", "code");
        parameters.put("scope", "openid");
        parameters.put("state", "pushed");
        parameters.put("code_challenge", Sha256.of(Stage.VERIFIER));
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(more);
        return request.formParams(parameters);
    }

    private static String authorize(App app, String uri) {
        return "/authorize?client_id=" + app.id() + "&request_uri=" + URLEncoder.encode(uri, StandardCharsets.UTF_8);
    }
}
