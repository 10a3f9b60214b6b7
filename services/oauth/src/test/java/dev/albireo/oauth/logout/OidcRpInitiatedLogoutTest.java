package dev.albireo.oauth.logout;

import static dev.albireo.oauth.Stage.formToken;
import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.oauth.param.StateParameter;
import dev.albireo.protocol.NativeCrypto;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("OpenID Connect RP-Initiated Logout 1.0")
class OidcRpInitiatedLogoutTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String AFTERWARDS = "https://app.example/bye";
    private static final String BROKEN = "This sign-out link does not work";

    @Inject
    Stage stage;

    @Inject
    SigningKeys keys;

    @Test
    void section_2_an_expired_ID_token_of_this_session_proves_who_asks() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String old = idToken(app, browser, Map.of("exp", new Date(1_000_000_000_000L)));

        Response out = logout(
                browser,
                "id_token_hint",
                old,
                "client_id",
                app.id(),
                "post_logout_redirect_uri",
                AFTERWARDS,
                "state",
                "a b&c",
                "ui_locales",
                "fr de");

        assertThat(isSignedIn(browser)).isFalse();
        // credentials is unreachable here, so the page says so and shows the link
        assertThat(out.asString()).contains("Sie sind abgemeldet", AFTERWARDS + "?state=a+b%26c");
    }

    @Test
    void section_2_a_posted_request_is_worth_as_much() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String hint = idToken(app, browser, Map.of());

        Response posted = given().redirects()
                .follow(false)
                .header("Origin", "https://app.example")
                .formParam("id_token_hint", hint)
                .formParam("logout_hint", "alice")
                .formParam("ui_locales", "de")
                .post("/logout");

        assertThat(posted.statusCode()).isEqualTo(303);
        assertThat(query(posted.header("Location")))
                .containsEntry("id_token_hint", hint)
                .containsEntry("logout_hint", "alice")
                .containsEntry("ui_locales", "de");
        browser.get(posted.header("Location"));
        assertThat(isSignedIn(browser)).isFalse();
    }

    /** A longer {@code Location} would not pass an ingress with 4 KiB of response headers. */
    @Test
    void section_2_a_long_posted_request_continues_from_a_form() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String hint = idToken(app, browser, Map.of("groups", "g".repeat(3000)));

        Response posted = given().redirects()
                .follow(false)
                .header("Origin", "https://app.example")
                .formParam("id_token_hint", hint)
                .formParam("ui_locales", "de")
                .post("/logout");

        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.asString()).contains("method=\"get\" action=\"/logout\"", hint, "value=\"de\"");
        assertThat(posted.header("Content-Security-Policy")).doesNotContain("form-action");
        logout(browser, "id_token_hint", hint, "ui_locales", "de");
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void section_2_the_client_id_must_be_that_of_the_ID_token() throws Exception {
        App app = stage.register();
        App other = stage.register();
        Browser browser = stage.signIn("pwd");

        refused(browser, "id_token_hint", idToken(app, browser, Map.of()), "client_id", other.id());
    }

    @Test
    void section_2_who_issued_the_ID_token_must_be_this_server() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        RSAKey foreign =
                NativeCrypto.generating(new RSAKeyGenerator(2048)).keyID("k").generate();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID("k")
                        .build(),
                claims(app, browser, Map.of()));
        forged.sign(new RSASSASigner(foreign));
        String genuine = idToken(app, browser, Map.of());

        refused(browser, "id_token_hint", forged.serialize());
        refused(browser, "id_token_hint", genuine.substring(0, genuine.length() - 8) + "AAAAAAAA");
        refused(browser, "id_token_hint", idToken(app, browser, Map.of("iss", "https://op.example")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"undefined", "null", "nonsense", "a.b"})
    void section_2_a_hint_that_is_no_JWT_is_none_and_the_button_is_offered(String hint) {
        Browser browser = stage.signIn("pwd");

        Response out = logout(browser, "id_token_hint", hint, "post_logout_redirect_uri", AFTERWARDS);

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.asString()).contains("Sign out?", ">Sign out</button>").doesNotContain(AFTERWARDS);
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void section_2_a_request_that_is_refused_leads_to_the_button() {
        Browser browser = stage.signIn("pwd");

        assertThat(logout(browser, "client_id", "unknown").asString()).contains("href=\"/logout\">Sign out</a>");
    }

    @Test
    void section_2_a_logout_token_is_no_ID_token() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String token = sign("logout+jwt", claims(app, browser, Map.of()));

        refused(browser, "id_token_hint", token);
    }

    @Test
    void section_2_the_person_is_asked_where_the_ID_token_is_of_another_person() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String hint = idToken(app, browser, Map.of("sub", UUID.randomUUID().toString()));

        assertThat(logout(browser, "id_token_hint", hint).asString()).contains("Sign out?");
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void section_2_a_logout_hint_of_another_user_requires_confirmation() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String hint = idToken(app, browser, Map.of());

        assertThat(logout(browser, "id_token_hint", hint, "logout_hint", "bob").asString())
                .contains("Sign out?");
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void section_2_without_an_ID_token_the_person_is_asked_and_what_was_sent_is_kept() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");

        Response page = logout(
                browser,
                "client_id",
                app.id(),
                "post_logout_redirect_uri",
                AFTERWARDS,
                "state",
                "s<1>",
                "ui_locales",
                "de");

        assertThat(page.asString()).contains("Abmelden?", "App m\u00f6chte Sie abmelden.", "s&lt;1&gt;");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("form-action");
        Response out = browser.request()
                .formParam("client_id", app.id())
                .formParam("post_logout_redirect_uri", AFTERWARDS)
                .formParam("state", "s<1>")
                .formParam("form_token", formToken(page.asString()))
                .post("/logout");
        assertThat(out.asString()).contains(AFTERWARDS + "?state=s%3C1%3E");
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void section_3_no_redirect_to_a_URI_that_is_not_registered_exactly() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String hint = idToken(app, browser, Map.of());

        for (String astray : List.of(
                "https://evil.example/", AFTERWARDS + "/", AFTERWARDS + "?a=b", "HTTPS://app.example/bye", "/bye")) {
            refused(browser, "id_token_hint", hint, "post_logout_redirect_uri", astray);
            refused(browser, "client_id", app.id(), "post_logout_redirect_uri", astray);
        }
    }

    @Test
    void section_3_an_address_needs_a_client_to_be_registered_by() {
        Browser browser = stage.signIn("pwd");

        refused(browser, "post_logout_redirect_uri", AFTERWARDS);
        refused(browser, "client_id", "unknown", "post_logout_redirect_uri", AFTERWARDS);
        refused(browser, "client_id", "unknown");
    }

    @Test
    void section_3_without_a_session_the_user_returns_at_once() {
        App app = stage.register();

        Response out = given().redirects()
                .follow(false)
                .queryParam("client_id", app.id())
                .queryParam("post_logout_redirect_uri", AFTERWARDS)
                .queryParam("state", "s")
                .get("/logout");

        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.header("Location")).isEqualTo(AFTERWARDS + "?state=s");
    }

    @Test
    void section_3_a_state_that_no_header_can_return_is_refused_and_ends_no_session() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String longest = "x".repeat(StateParameter.MAX_LENGTH);

        refused(browser, "client_id", app.id(), "post_logout_redirect_uri", AFTERWARDS, "state", longest + "x");
        assertThat(given().redirects()
                        .follow(false)
                        .queryParam("client_id", app.id())
                        .queryParam("post_logout_redirect_uri", AFTERWARDS)
                        .queryParam("state", longest)
                        .get("/logout")
                        .header("Location"))
                .isEqualTo(AFTERWARDS + "?state=" + longest);
    }

    private void refused(Browser browser, String... parameters) {
        Response out = logout(browser, parameters);

        assertThat(out.statusCode()).isEqualTo(400);
        assertThat(out.header("Location")).isNull();
        assertThat(out.asString()).contains(BROKEN).doesNotContain("evil", AFTERWARDS);
        assertThat(isSignedIn(browser)).isTrue();
    }

    private static Response logout(Browser browser, String... parameters) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return browser.request().urlEncodingEnabled(false).get("/logout?" + String.join("&", pairs));
    }

    /** Returns an ID token of this session, signed by this server, with these claims replaced. */
    private String idToken(App app, Browser browser, Map<String, ?> over) {
        return sign("JWT", claims(app, browser, over));
    }

    private String sign(String type, JWTClaimsSet claims) {
        return keys.ring().chain(ring -> ring.sign(type, claims)).await().atMost(LIMIT);
    }

    private static JWTClaimsSet claims(App app, Browser browser, Map<String, ?> over) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(PostgresResource.ISSUER)
                .subject(browser.user().subject())
                .audience(app.id())
                .expirationTime(new Date(4_000_000_000_000L))
                .claim("sid", browser.session().id());
        over.forEach(claims::claim);
        return claims.build();
    }

    private boolean isSignedIn(Browser browser) {
        return browser.get(stage.authorize(stage.register())).header("Location").startsWith("/consent");
    }
}
