package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.formToken;
import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.protocol.Interaction;
import dev.albireo.protocol.Interaction.RequiredStep;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("GET and POST /authorize")
class AuthorizeResourceTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void a_user_without_a_session_goes_to_the_login_page_with_a_signed_login_request() throws ParseException {
        App app = stage.register();
        Browser browser = withoutSession();

        Response response = browser.get(stage.authorize(app, "login_hint", "alice", "acr_values", "aal2"));

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.header("Location")).startsWith("/login?interaction=");
        assertThat(response.header("Set-Cookie"))
                .matches("albireo-browser-[A-Za-z0-9_-]{8}=br_.*")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Version");
        SignedJWT token = SignedJWT.parse(query(response.header("Location")).get("interaction"));
        assertThat(token.getHeader().getType().getType()).isEqualTo("interaction+jwt");
        Interaction interaction = Interaction.fromClaims(token.getJWTClaimsSet());
        assertThat(interaction.step()).isEqualTo(RequiredStep.LOGIN);
        assertThat(interaction.loginHint()).contains("alice");
        assertThat(interaction.reasons()).containsExactly("REQUESTED_ACR");
        assertThat(interaction.redirectOrigin()).contains("https://app.example");
        assertThat(interaction.client().name()).isEqualTo("App");
    }

    @Test
    void the_signed_word_of_a_later_step_lives_as_long_as_that_of_the_first() throws ParseException {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Response first = browser.get(stage.authorize(app, "acr_values", "aal2"));
        clock.advance(Duration.ofMinutes(30));

        Response later = browser.get("/authorize?interaction=" + id(first));

        JWTClaimsSet claims = claims(later);
        assertThat(later.header("Location")).startsWith("/login/2fa?interaction=");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(clock.instant().plus(Interaction.LIFETIME));
        assertThat(Interaction.fromClaims(claims).subject())
                .contains(browser.user().subject());
    }

    @ParameterizedTest
    @CsvSource({
        "scope, openid payment, /login/2fa",
        "scope, openid admin, /login/2fa",
        "max_age, 60, /login/2fa",
        "max_age, 299, /login/2fa",
        "max_age, 300, /consent",
        "acr_values, aal2, /login/2fa",
        "acr_values, aal1 aal2, /consent",
        "acr_values, gold, /consent",
        "prompt, login, /consent"
    })
    void context_decides_about_the_second_factor(String name, String value, String page) {
        assertThat(stage.signIn("pwd")
                        .get(stage.authorize(stage.register(), name, value))
                        .header("Location"))
                .startsWith(page + "?interaction=");
    }

    @ParameterizedTest
    @CsvSource({
        "scope, openid, login_required, false",
        "max_age, 60, interaction_required, true",
        "scope, openid payment, interaction_required, true",
        "scope, openid, consent_required, true"
    })
    void with_prompt_none_no_page_is_shown(String name, String value, String error, boolean signedIn) {
        Browser browser = signedIn ? stage.signIn("pwd") : withoutSession();

        Map<String, String> answer = query(browser.get(stage.authorize(stage.register(), name, value, "prompt", "none"))
                .header("Location"));

        assertThat(answer).containsEntry("error", error).containsEntry("state", "s");
        assertThat(answer).containsEntry("iss", PostgresResource.ISSUER);
    }

    @Test
    void RFC_6749_a_request_without_openid_gets_an_access_token_and_no_id_token() {
        App app = stage.register("shop.read");
        Browser browser = stage.signIn("pwd");

        for (String scope : List.of("shop.read", "")) {
            Response tokens = stage.redeem(app, stage.code(app, browser, scope));

            assertThat(tokens.statusCode()).isEqualTo(200);
            assertThat(JsonMember.<String>read(tokens.asString(), "access_token"))
                    .isNotEmpty();
            assertThat(JsonMember.<Map<String, Object>>read(tokens.asString(), "$"))
                    .doesNotContainKey("id_token");
            assertThat(stage.userinfoStatus(JsonMember.read(tokens.asString(), "access_token")))
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void prompt_create_leads_to_the_page_that_creates_an_account(boolean signedIn) throws ParseException {
        Browser browser = signedIn ? stage.signIn("pwd") : withoutSession();
        clock.advance(Duration.ofSeconds(1));

        Response response = browser.get(stage.authorize(stage.register(), "prompt", "create"));

        assertThat(response.header("Location")).startsWith("/register?interaction=");
        assertThat(claims(response).getStringListClaim("prompt")).containsExactly("create");
        assertThat(JsonMember.<List<String>>read(
                        given().get("/.well-known/openid-configuration").asString(), "prompt_values_supported"))
                .contains("create");
        assertThat(query(browser.get(stage.authorize(stage.register(), "prompt", "none create"))
                        .header("Location")))
                .containsEntry("error", "invalid_request");
    }

    @Test
    void an_unknown_client_gets_a_page_and_no_redirect() {
        for (String path : List.of(
                stage.authorize(new App("nope", "")),
                stage.authorize(stage.register(), "redirect_uri", "https://evil.example/"),
                "/authorize",
                "/authorize?client_id=%00",
                "/authorize?interaction=x",
                "/authorize?interaction=ia_" + "x".repeat(43))) {
            Response response = withoutSession().get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(response.header("Location")).isNull();
            assertThat(response.contentType()).contains("text/html");
        }
    }

    @Test
    void an_interaction_belongs_to_the_browser_that_began_it() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String id = id(browser.get(stage.authorize(app, "prompt", "consent")));
        Browser thief = new Browser(
                new LinkedHashMap<>(Map.of("albireo-session", browser.jar().get("albireo-session"))),
                browser.user(),
                browser.session());

        assertThat(thief.get("/authorize?interaction=" + id).statusCode()).isEqualTo(400);
        assertThat(browser.get("/authorize?interaction=" + id).statusCode()).isEqualTo(303);
    }

    @Test
    void two_first_requests_of_one_browser_at_once_keep_a_cookie_each() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Browser parallel = new Browser(new LinkedHashMap<>(browser.jar()), browser.user(), browser.session());
        Response first = browser.get(stage.authorize(app));
        Response second = parallel.get(stage.authorize(app));
        browser.jar().putAll(parallel.jar());

        assertThat(browser.get(first.header("Location")).statusCode()).isEqualTo(200);
        assertThat(browser.get(second.header("Location")).statusCode()).isEqualTo(200);
        assertThat(stage.signIn("pwd").get(first.header("Location")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void more_browser_cookies_than_count_are_removed() {
        Browser browser = withoutSession();
        for (int i = 0; i < 18; i++) {
            Browser parallel = withoutSession();
            parallel.get(stage.authorize(stage.register()));
            browser.jar().putAll(parallel.jar());
        }

        Response response = browser.get(stage.authorize(stage.register()));

        assertThat(response.headers().getValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.startsWith("albireo-browser-") && cookie.contains("Max-Age=0"));
    }

    @Test
    void a_consent_form_of_another_session_is_shown_anew_and_gives_nothing() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Response consent = browser.get(stage.authorize(app));
        String page = browser.get(consent.header("Location")).asString();
        browser.jar().putAll(stage.signIn("pwd").jar());

        Response response = browser.request()
                .accept("text/html")
                .header("Origin", "http://localhost:9090")
                .formParam("interaction", id(consent))
                .formParam("form_token", page.replaceAll("(?s).*name=\"form_token\" value=\"([^\"]+)\".*", "$1"))
                .formParam("action", "approve")
                .post("/consent");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.header("Location"))
                .startsWith("/consent?notice=stale")
                .contains("interaction=" + id(consent));
        assertThat(browser.get(response.header("Location")).asString())
                .contains("out of date", "App to use your account");
    }

    @Test
    void going_back_to_an_interaction_that_gave_its_code_begins_anew() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Response consent = browser.get(stage.authorize(app));
        Response back = stage.approve(browser, consent.header("Location"));

        assertThat(browser.get(back.header("Location")).header("Location"))
                .startsWith(Stage.REDIRECT_URI + "?code=ac_");
        assertThat(browser.get(back.header("Location")).header("Location"))
                .startsWith(Stage.REDIRECT_URI + "?code=ac_");
    }

    @Test
    void going_back_is_no_login_where_the_client_wants_one() throws ParseException {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid");
        clock.advance(Duration.ofSeconds(1));
        Response login = browser.get(stage.authorize(app, "prompt", "login"));
        String back = "/authorize?interaction=" + claims(login).getJWTID();
        clock.advance(Duration.ofSeconds(1));
        SessionState first = signedInAgain(browser.session(), clock.instant());
        stage.tell(first);
        assertThat(browser.get(back).header("Location")).contains("?code=");
        clock.advance(Duration.ofSeconds(1));

        assertThat(browser.get(back).header("Location")).startsWith("/login?interaction=");
        stage.tell(signedInAgain(first, clock.instant()));
        assertThat(browser.get(back).header("Location")).contains("?code=");
    }

    @Test
    void an_interaction_is_over_after_its_time() {
        Browser browser = stage.signIn("pwd");
        String id = id(browser.get(stage.authorize(stage.register(), "prompt", "consent")));
        clock.advance(Duration.ofHours(1));

        assertThat(browser.get("/authorize?interaction=" + id).statusCode()).isEqualTo(400);
    }

    @Test
    void nothing_in_the_address_of_the_return_changes_the_request() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String id = id(browser.get(stage.authorize(app, "scope", "openid payment")));

        Response edited = browser.get("/authorize?interaction=" + id + "&scope=openid&acr_values=aal1&prompt=none");

        assertThat(edited.header("Location")).startsWith("/login/2fa?");
    }

    @Test
    void a_cross_site_post_is_stored_and_the_browser_comes_back_with_its_cookies() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Response post = given().redirects()
                .follow(false)
                .header("Origin", "https://app.example")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded")
                .body(stage.authorize(app).substring("/authorize?".length()))
                .post("/authorize");

        assertThat(post.statusCode()).isEqualTo(303);
        assertThat(post.header("Location")).startsWith("/authorize?interaction=ia_");
        assertThat(browser.get(post.header("Location")).header("Location")).startsWith("/consent?interaction=");
        assertThat(browser.jar().keySet()).anyMatch(name -> name.startsWith("albireo-browser-"));
        assertThat(stage.signIn("pwd").get(post.header("Location")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void consent_is_remembered_and_only_what_is_new_is_asked() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid profile");

        assertThat(browser.get(stage.authorize(app, "scope", "openid")).header("Location"))
                .contains("?code=");
        Response more = browser.get(stage.authorize(app, "scope", "openid email"));
        String page = browser.get(more.header("Location")).asString();
        assertThat(page)
                .contains("App asks for more access", "See your email address</b> <span class=\"badge new\">New");
        assertThat(page).contains("Signed in as <b>alice</b>");
    }

    @Test
    void saying_no_tells_the_client_so() {
        Browser browser = stage.signIn("pwd");
        String consent = browser.get(stage.authorize(stage.register())).header("Location");
        String page = browser.get(consent).asString();

        Response response = browser.request()
                .formParam("interaction", query(consent).get("interaction"))
                .formParam("form_token", formToken(page))
                .formParam("action", "deny")
                .post("/consent");

        assertThat(query(response.header("Location")))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s");
        Response back = browser.get(consent);
        assertThat(back.header("Location"))
                .isEqualTo("/authorize?interaction=" + query(consent).get("interaction"));
        assertThat(browser.get(back.header("Location")).header("Location")).startsWith("/consent?interaction=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "forged"})
    void consent_needs_the_form_that_was_shown(String token) {
        Browser browser = stage.signIn("pwd");
        String consent = browser.get(stage.authorize(stage.register())).header("Location");

        assertThat(browser.request()
                        .formParam("interaction", query(consent).get("interaction"))
                        .formParam("form_token", token)
                        .formParam("action", "approve")
                        .post("/consent")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void consent_counts_only_from_a_session_that_lacks_nothing() {
        Browser browser = stage.signIn("pwd");
        String id = id(browser.get(stage.authorize(stage.register(), "scope", "openid payment")));

        Response page = browser.get("/consent?interaction=" + id);

        assertThat(page.header("Location")).isEqualTo("/authorize?interaction=" + id);
    }

    @Test
    void the_consent_page_may_end_in_a_redirect_to_this_client_alone() {
        Browser browser = stage.signIn("pwd");

        String policy = browser.get(
                        browser.get(stage.authorize(stage.register())).header("Location"))
                .header("Content-Security-Policy");

        assertThat(policy).contains("default-src 'none'").doesNotContain("form-action", "unsafe");
    }

    @Test
    void a_name_that_is_markup_stays_text() {
        Response registered = given().contentType("application/json")
                .body("{\"redirect_uris\":[\"" + Stage.REDIRECT_URI + "\"],\"client_name\":\"<script>x</script>\"}")
                .post("/connect/register");
        Browser browser = stage.signIn("pwd");
        App app = new App(
                JsonMember.read(registered.asString(), "client_id"),
                JsonMember.read(registered.asString(), "client_secret"));

        String page = browser.get(browser.get(stage.authorize(app)).header("Location"))
                .asString();

        assertThat(page).doesNotContain("<script>x").contains("&lt;script&gt;");
    }

    @Test
    void prompt_login_is_met_by_a_login_after_the_request_and_never_loops() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        clock.advance(Duration.ofSeconds(10));
        Response login = browser.get(stage.authorize(app, "prompt", "login"));
        String back = "/authorize?interaction=" + id(login);
        assertThat(login.header("Location")).startsWith("/login?");
        assertThat(browser.get(back).header("Location")).startsWith("/login?");

        clock.advance(Duration.ofSeconds(10));
        stage.tell(signedInAgain(browser.session(), clock.instant()));

        assertThat(browser.get(back).header("Location")).startsWith("/consent?");
    }

    @Test
    void a_cookie_from_before_the_upgrade_opens_nothing() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        SessionCookie next = stage.newCookie();
        SessionState old = browser.session();
        stage.tell(new SessionState(
                old.id(),
                2,
                old.subject(),
                next.hash(),
                old.proofs(),
                false,
                old.createdAt(),
                old.lastSeenAt(),
                old.expiresAt(),
                old.idleSeconds(),
                null,
                null));

        assertThat(browser.get(stage.authorize(app)).header("Location")).startsWith("/login?");
        browser.jar().put("albireo-session", next.value());
        assertThat(browser.get(stage.authorize(app)).header("Location")).startsWith("/consent?");
    }

    @Test
    void the_command_line_asks_for_the_admin_scope_and_needs_two_factors_and_the_group() {
        App cli = new App("albireo-cli", "");
        String path = stage.authorize(
                cli, "scope", "openid albireo:admin", "redirect_uri", "http://127.0.0.1:51004/callback");

        assertThat(stage.signIn("pwd").get(path).header("Location")).startsWith("/login/2fa?");
        assertThat(query(stage.signIn("pwd", "hwk").get(path).header("Location")))
                .containsEntry("error", "access_denied");
        assertThat(query(stage.signIn("pwd", "hwk")
                        .get(stage.authorize(stage.register(), "scope", "openid albireo:admin"))
                        .header("Location")))
                .containsEntry("error", "invalid_scope");
    }

    private Browser withoutSession() {
        Browser signedIn = stage.signIn("pwd");
        return new Browser(new LinkedHashMap<>(), signedIn.user(), signedIn.session());
    }

    private static SessionState signedInAgain(SessionState old, Instant now) {
        return new SessionState(
                old.id(),
                old.version() + 1,
                old.subject(),
                old.cookieHash(),
                List.of(new ProofFact("pwd", now)),
                false,
                old.createdAt(),
                now,
                old.expiresAt(),
                old.idleSeconds(),
                null,
                null);
    }

    private static JWTClaimsSet claims(Response toPage) throws ParseException {
        return SignedJWT.parse(query(toPage.header("Location")).get("interaction"))
                .getJWTClaimsSet();
    }

    /** Returns the interaction's id, from the URL of the consent page or the signed token. */
    private static String id(Response toPage) {
        String value = String.valueOf(query(toPage.header("Location")).get("interaction"));
        try {
            return value.startsWith("ia_")
                    ? value
                    : SignedJWT.parse(value).getJWTClaimsSet().getJWTID();
        } catch (ParseException e) {
            throw new AssertionError(value, e);
        }
    }
}
