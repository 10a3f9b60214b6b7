package dev.albireo.oauth.token;

import static dev.albireo.oauth.Stage.REDIRECT_URI;
import static dev.albireo.oauth.Stage.VERIFIER;
import static dev.albireo.oauth.Stage.query;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.protocol.Sha256;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.text.ParseException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 8707: tokens for the requested resource")
class RFC8707ResourceIndicatorsTest {
    private static final String A = "https://a.example/api";
    private static final String B = "https://b.example/api";
    private static final String BOTH = "&resource=https%3A%2F%2Fa.example%2Fapi&resource=https%3A%2F%2Fb.example%2Fapi";

    @Inject
    Stage stage;

    @Inject
    @ConfigProperty(name = "albireo.service-clients.credentials.secret")
    String serviceSecret;

    @Test
    void section_2_a_token_is_for_what_was_asked_at_the_authorization_endpoint() throws ParseException {
        App app = stage.register();

        Response tokens = redeem(app, code(app, "openid", BOTH));

        assertThat(audience(tokens)).containsExactly(A, B);
        assertThat(SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token"))
                        .getJWTClaimsSet()
                        .getAudience())
                .containsExactly(app.id());
    }

    @Test
    void section_2_who_allows_it_is_told_where_it_is_used() {
        Browser browser = stage.signIn("pwd");

        String narrow = browser.get(
                        browser.get(stage.authorize(stage.register()) + BOTH).header("Location"))
                .asString();
        String wide = browser.get(browser.get(stage.authorize(stage.register())).header("Location"))
                .asString();

        assertThat(narrow).contains("It uses this access at:", "<li>" + A + "</li>", "<li>" + B + "</li>");
        assertThat(wide).contains("to use your account?").doesNotContain("It uses this access at:");
    }

    @Test
    void section_2_without_a_resource_it_is_for_the_issuer() throws ParseException {
        App app = stage.register();

        assertThat(audience(redeem(app, code(app, "openid", "")))).containsExactly(PostgresResource.ISSUER);
    }

    @Test
    void section_2_2_the_token_request_may_narrow_and_never_widen() throws ParseException {
        App app = stage.register();

        assertThat(audience(redeem(app, code(app, "openid", BOTH), B))).containsExactly(B);
        redeem(app, code(app, "openid", BOTH), "https://c.example/")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_target")));
        redeem(app, code(app, "openid", ""), A).then().statusCode(400).body(member("error", equalTo("invalid_target")));
    }

    @Test
    void section_2_2_each_refresh_may_narrow_anew_and_the_grant_stays_whole() throws ParseException {
        App app = stage.register();
        String first = JsonMember.read(
                redeem(app, code(app, "openid offline_access", BOTH)).asString(), "refresh_token");

        Response narrowed = refresh(app, first, A);
        Response whole = refresh(app, JsonMember.read(narrowed.asString(), "refresh_token"));
        Response wider = refresh(app, JsonMember.read(whole.asString(), "refresh_token"), A, "https://c.example/");

        assertThat(audience(narrowed)).containsExactly(A);
        assertThat(audience(whole)).containsExactly(A, B);
        wider.then().statusCode(400).body(member("error", equalTo("invalid_target")));
        refresh(app, JsonMember.read(whole.asString(), "refresh_token")).then().statusCode(200);
    }

    @Test
    void introspection_tells_what_a_refresh_token_can_be_spent_for() {
        App app = stage.register();
        String token = JsonMember.read(
                redeem(app, code(app, "openid offline_access", BOTH)).asString(), "refresh_token");

        stage.token(app)
                .formParam("token", token)
                .post("/introspect")
                .then()
                .body(member("aud", equalTo(List.of(A, B))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"albireo-admin", "api", "https://a.example/%23x", "http://a.example/", "urn:example:api"})
    void section_2_what_a_client_may_not_have_is_an_invalid_target(String resource) {
        App app = stage.register();
        String asked = "&resource=" + resource.replace(":", "%3A").replace("/", "%2F");

        Response response = stage.signIn("pwd").get(stage.authorize(app) + asked);

        assertThat(query(response.header("Location"))).containsEntry("error", "invalid_target");
        assertThat(response.header("Location")).startsWith(REDIRECT_URI);
    }

    @Test
    void a_declared_client_has_those_that_were_declared_for_it_and_no_other() throws ParseException {
        String client =
                "{\"name\":\"Robot\",\"secret\":\"s3cret-enough\",\"grant_types\":[\"client_credentials\"],\"scope\":[\"read\"],"
                        + "\"resources\":[\"urn:example:api\"]}";
        stage.declare("robot-8707", client)
                .then()
                .statusCode(201)
                .body(member("resources", equalTo(List.of("urn:example:api"))));
        App robot = new App("robot-8707", "s3cret-enough");

        assertThat(audience(own(robot, "urn:example:api"))).containsExactly("urn:example:api");
        own(robot, A).then().statusCode(400).body(member("error", equalTo("invalid_target")));
        stage.declare("robot-8707", client.replace("urn:example:api", "albireo-admin"))
                .then()
                .statusCode(422);
    }

    @Test
    void section_2_a_client_for_itself_and_an_opaque_token_tells_it_by_introspection() throws ParseException {
        String jwt =
                "{\"name\":\"Robot\",\"secret\":\"s3cret-enough\",\"grant_types\":[\"client_credentials\"],\"scope\":[\"read\"]}";
        stage.declare("robot-jwt", jwt).then().statusCode(201);
        stage.declare(
                        "robot-opaque",
                        jwt.replace("}", ",\"auth\":{\"authorization_code\":{\"token_format\":\"opaque\"}}}"))
                .then()
                .statusCode(201);
        App opaque = new App("robot-opaque", "s3cret-enough");

        assertThat(audience(own(new App("robot-jwt", "s3cret-enough"), A, B))).containsExactly(A, B);
        String token = JsonMember.read(own(opaque, A).asString(), "access_token");
        stage.token(opaque)
                .formParam("token", token)
                .post("/introspect")
                .then()
                .body(member("active", equalTo(true)))
                .body(member("aud", equalTo(List.of(A))));
    }

    @Test
    void a_service_of_this_system_has_the_audience_of_its_scope_and_no_other() {
        given().auth()
                .preemptive()
                .basic("credentials", URLEncoder.encode(serviceSecret, UTF_8))
                .formParam("grant_type", "client_credentials")
                .formParam("resource", A)
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_target")));
    }

    @Test
    void pushed_requests_and_devices_name_them_as_well() throws ParseException {
        App app = stage.register();
        String pushed = JsonMember.read(
                stage.token(app)
                        .formParam("redirect_uri", REDIRECT_URI)
                        .formParam("response_type", "code")
                        .formParam("scope", "openid")
                        .formParam("code_challenge", Sha256.of(VERIFIER))
                        .formParam("code_challenge_method", "S256")
                        .formParam("resource", A)
                        .formParam("resource", B)
                        .post("/par")
                        .asString(),
                "request_uri");
        Browser browser = stage.signIn("pwd");
        Response page = browser.get("/authorize?client_id=" + app.id() + "&request_uri=" + pushed);
        Response back =
                browser.get(stage.approve(browser, page.header("Location")).header("Location"));

        assertThat(audience(redeem(app, query(back.header("Location")).getOrDefault("code", ""))))
                .containsExactly(A, B);
        stage.token(app)
                .formParam("redirect_uri", REDIRECT_URI)
                .formParam("response_type", "code")
                .formParam("scope", "openid")
                .formParam("resource", "api")
                .post("/par")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_target")));
    }

    @Test
    void RFC_9068_section_4_userinfo_takes_only_what_is_for_the_issuer_too() {
        App app = stage.register();
        String elsewhere =
                JsonMember.read(redeem(app, code(app, "openid", BOTH)).asString(), "access_token");
        String both = JsonMember.read(
                redeem(app, code(app, "openid", "&resource=https%3A%2F%2Fa.example%2Fapi&resource=" + issuer()))
                        .asString(),
                "access_token");

        assertThat(stage.userinfoStatus(elsewhere)).isEqualTo(401);
        assertThat(stage.userinfoStatus(both)).isEqualTo(200);
    }

    @Test
    void section_3_no_other_parameter_may_be_sent_twice() {
        App app = stage.register();
        Response response = stage.signIn("pwd").get(stage.authorize(app) + BOTH + "&nonce=1&nonce=2");

        assertThat(query(response.header("Location"))).containsEntry("error", "invalid_request");
    }

    private String code(App app, String scope, String resources) {
        Browser browser = stage.signIn("pwd");
        Response response = browser.get(stage.authorize(app, "scope", scope) + resources);
        response = stage.approve(browser, response.header("Location"));
        return query(browser.get(response.header("Location")).header("Location"))
                .getOrDefault("code", "");
    }

    private Response redeem(App app, String code, String... resources) {
        RequestSpecification request = stage.token(app)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", REDIRECT_URI)
                .formParam("code_verifier", VERIFIER);
        return asked(request, resources).post("/token");
    }

    private Response refresh(App app, String token, String... resources) {
        RequestSpecification request =
                stage.token(app).formParam("grant_type", "refresh_token").formParam("refresh_token", token);
        return asked(request, resources).post("/token");
    }

    private Response own(App app, String... resources) {
        return asked(stage.token(app).formParam("grant_type", "client_credentials"), resources)
                .post("/token");
    }

    private static RequestSpecification asked(RequestSpecification request, String... resources) {
        return resources.length == 0 ? request : request.formParam("resource", List.of(resources));
    }

    private static List<String> audience(Response tokens) throws ParseException {
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return SignedJWT.parse(JsonMember.read(tokens.asString(), "access_token"))
                .getJWTClaimsSet()
                .getAudience();
    }

    private static String issuer() {
        return PostgresResource.ISSUER.replace(":", "%3A").replace("/", "%2F");
    }
}
