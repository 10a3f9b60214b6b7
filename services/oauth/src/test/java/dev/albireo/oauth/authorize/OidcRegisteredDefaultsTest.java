package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.protocol.Interaction;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName(
        "OpenID Connect Dynamic Client Registration section 2: the registered defaults of requests, and the texts for users")
class OidcRegisteredDefaultsTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void section_2_default_max_age_holds_where_the_request_has_none() {
        App app = app(Map.of("default_max_age", 400));
        Browser browser = stage.signIn("pwd");
        assertThat(browser.get(stage.authorize(app)).header("Location")).startsWith("/consent?");
        clock.advance(Duration.ofSeconds(401));

        assertThat(browser.get(stage.authorize(app)).header("Location")).startsWith("/login?");
        assertThat(browser.get(stage.authorize(app, "max_age", "1000")).header("Location"))
                .startsWith("/consent?");
        assertThat(query(browser.get(stage.authorize(app, "prompt", "none")).header("Location")))
                .containsEntry("error", "login_required");
    }

    @Test
    void a_short_default_max_age_asks_for_a_second_factor_as_a_short_max_age_does() {
        App app = app(Map.of("default_max_age", 0));

        assertThat(stage.signIn("pwd").get(stage.authorize(app)).header("Location"))
                .startsWith("/login/2fa?");
    }

    @Test
    void section_2_default_acr_values_hold_where_the_request_has_none() {
        App app = app(Map.of("default_acr_values", List.of("gold", "aal2")));
        String claims = "{\"id_token\":{\"acr\":{\"value\":\"aal1\"}}}";
        Browser browser = stage.signIn("pwd");

        assertThat(browser.get(stage.authorize(app)).header("Location")).startsWith("/login/2fa?");
        assertThat(browser.get(stage.authorize(app, "acr_values", "aal1")).header("Location"))
                .startsWith("/consent?");
        assertThat(browser.get(stage.authorize(app, "claims", claims)).header("Location"))
                .startsWith("/consent?");
    }

    @Test
    void section_2_require_auth_time_is_met_anyway() throws ParseException {
        App app = app(Map.of("require_auth_time", true));

        Response tokens = stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid"));

        assertThat(SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token"))
                        .getJWTClaimsSet()
                        .getLongClaim("auth_time"))
                .isEqualTo(clock.instant().getEpochSecond());
    }

    @Test
    void section_3_2_what_was_registered_is_told_and_kept() {
        Response registered = register(Map.of(
                "default_max_age",
                3600,
                "default_acr_values",
                List.of("aal2"),
                "require_auth_time",
                true,
                "client_uri",
                "https://app.example/"));

        registered
                .then()
                .statusCode(201)
                .body(member("default_max_age", equalTo(3600)))
                .body(member("default_acr_values", contains("aal2")))
                .body(member("require_auth_time", equalTo(true)))
                .body(member("client_uri", equalTo("https://app.example/")));
        stage.administrator()
                .get("/internal/resources/Client/" + JsonMember.<String>read(registered.asString(), "client_id"))
                .then()
                .body(member("default_max_age", equalTo(3600)))
                .body(member("default_acr_values", contains("aal2")))
                .body(member("require_auth_time", equalTo(true)))
                .body(member("client_uri", equalTo("https://app.example/")));
    }

    @Test
    void section_2_what_cannot_be_is_refused_at_both_doors() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("default_max_age", -1),
                Map.of("default_max_age", "60"),
                Map.of("default_max_age", 1.5),
                Map.of("default_max_age", 10_000_000_000L),
                Map.of("default_acr_values", "aal2"),
                Map.of("default_acr_values", List.of("aal1 aal2")),
                Map.of("default_acr_values", List.of("")),
                Map.of("require_auth_time", "yes"),
                Map.of("client_uri", "javascript:alert(1)"))) {
            String field = wrong.keySet().iterator().next();

            register(wrong).then().statusCode(400).body(member("error_description", startsWith(field)));
            stage.administrator()
                    .contentType("application/json")
                    .body(wrong)
                    .put("/internal/resources/Client/wrong-defaults")
                    .then()
                    .statusCode(422)
                    .body(member("field", equalTo(field)));
        }
    }

    @Test
    void OIDC_Core_section_3_1_2_1_the_login_page_learns_of_languages_and_of_who_asks() throws ParseException {
        App app = app(Map.of(
                "client_uri",
                "https://app.example/",
                "logo_uri",
                "https://app.example/l.png",
                "policy_uri",
                "https://app.example/p",
                "tos_uri",
                "https://app.example/t"));

        Response login = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(stage.authorize(app, "ui_locales", "fr-CA fr en"));

        Interaction told = Interaction.fromClaims(
                SignedJWT.parse(query(login.header("Location")).get("interaction"))
                        .getJWTClaimsSet());
        assertThat(told.uiLocales()).containsExactly("fr-CA", "fr", "en");
        assertThat(told.client().homeUri()).contains("https://app.example/");
        assertThat(told.client().logoUri()).contains("https://app.example/l.png");
        assertThat(told.client().policyUri()).contains("https://app.example/p");
        assertThat(told.client().tosUri()).contains("https://app.example/t");
    }

    @Test
    void section_2_the_consent_page_shows_who_asks() {
        App app = app(Map.of(
                "client_uri",
                "https://app.example/home",
                "logo_uri",
                "https://cdn.example/l.png",
                "policy_uri",
                "https://app.example/p?a=b&c=d",
                "tos_uri",
                "http://localhost/t"));
        Browser browser = stage.signIn("pwd");

        Response page = browser.get(browser.get(stage.authorize(app)).header("Location"));

        assertThat(page.asString())
                .contains("<a href=\"https://app.example/home\" rel=\"noopener noreferrer\">")
                .contains("<a href=\"https://app.example/p?a=b&amp;c=d\" rel=\"noopener noreferrer\">")
                .contains("<img src=\"https://cdn.example/l.png\"")
                .doesNotContain("http://localhost/t");
        assertThat(page.header("Content-Security-Policy")).contains("img-src 'self' data: https://cdn.example;");
    }

    @Test
    void RFC_6749_section_3_1_2_3_the_only_redirect_uri_is_implied_without_openid_alone() {
        declare("implied", "[\"https://app.example/cb\"]");
        declare("implied-two", "[\"https://app.example/cb\",\"https://app.example/cb2\"]");
        Browser browser = stage.signIn("pwd");

        assertThat(browser.get("/authorize?client_id=implied&response_type=code&scope=shop.read")
                        .header("Location"))
                .startsWith(Stage.REDIRECT_URI + "?code=");
        assertThat(browser.get("/authorize?client_id=implied&response_type=code")
                        .header("Location"))
                .startsWith(Stage.REDIRECT_URI + "?code=");
        for (String query : List.of(
                "client_id=implied&scope=openid",
                "client_id=implied&scope=shop.read+openid",
                "client_id=implied&scope=shop.read&scope=openid",
                "client_id=implied-two&scope=shop.read",
                "client_id=implied&scope=shop.read&redirect_uri=https%3A%2F%2Fevil.example")) {
            Response response = browser.get("/authorize?response_type=code&" + query);
            assertThat(response.statusCode()).as(query).isEqualTo(400);
            assertThat(response.header("Location")).isNull();
        }
        stage.token(new App("implied", "s3cret-enough"))
                .formParam("response_type", "code")
                .formParam("scope", "openid")
                .post("/par")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra=1", "display=popup", "display=%F0%9F%98%80", "claims_locales=xx"})
    void OIDC_Core_section_3_1_2_1_an_unknown_parameter_is_ignored_however_often_it_is_sent(String parameter) {
        App app = app(Map.of());
        Browser browser = stage.signIn("pwd");

        assertThat(browser.get(stage.authorize(app) + "&" + parameter).header("Location"))
                .startsWith("/consent?");
        assertThat(browser.get(stage.authorize(app) + "&" + parameter + "&" + parameter)
                        .header("Location"))
                .startsWith("/consent?");
    }

    @Test
    void RFC_6749_section_3_1_a_known_parameter_is_sent_once() {
        App app = app(Map.of());
        Browser browser = stage.signIn("pwd");

        assertThat(browser.get(stage.authorize(app) + "&ui_locales=de").header("Location"))
                .startsWith("/consent?");
        assertThat(query(browser.get(stage.authorize(app) + "&ui_locales=de&ui_locales=de")
                        .header("Location")))
                .containsEntry("error", "invalid_request");
    }

    private void declare(String id, String redirectUris) {
        assertThat(stage.declare(id, """
                {"secret":"s3cret-enough","first_party":true,"scope":["openid","shop.read"],
                 "auth":{"authorization_code":{"redirect_uri":%s}}}""".formatted(redirectUris)).statusCode()).isIn(200, 201);
    }

    private static App app(Map<String, ?> more) {
        Response response = register(more);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }

    private static Response register(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("redirect_uris", List.of(Stage.REDIRECT_URI));
        metadata.putAll(more);
        return given().contentType(ContentType.JSON).body(metadata).post("/connect/register");
    }
}
