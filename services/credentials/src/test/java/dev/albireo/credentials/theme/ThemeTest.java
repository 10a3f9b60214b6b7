package dev.albireo.credentials.theme;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.protocol.Interaction;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.IdGenerator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Themes, and the lifetime of the cookie")
class ThemeTest {
    private static final String THEME =
            "{\"default\":true,\"theme\":{\"title\":\"Sign in <here>\",\"brand\":\"My <b>app\",\"styleUrl\":"
                    + "\"https://cdn.example:8443/auth.css?a=1&b=2\",\"forgotPasswordUrl\":\"https://app.example/forgot\"}}";

    @Inject
    TestTokens tokens;

    @Inject
    Pool db;

    @Inject
    Given given;

    @Inject
    FixedClock clock;

    @Inject
    IdGenerator ids;

    @AfterEach
    void plain_again() {
        JsonMember.<List<String>>read(
                        admin().get("/internal/resources/AuthConfig").asString(), "items[*].id")
                .forEach(id -> admin().delete("/internal/resources/AuthConfig/" + id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/login/2fa",
                "/account",
                "/auth/logout",
                "/auth/two-factor",
                "/account/bootstrap",
                "/nowhere"
            })
    void every_page_wears_it(String path) {
        put("themed", THEME);
        String session = Given.session(given.user(path.equals("/login/2fa")));
        Response page =
                given().cookie("albireo-session", session).accept("text/html").get(path);
        assertThat(page.asString())
                .contains("· Sign in &lt;here&gt;</title>")
                .contains("<span class=\"brand-name\">My &lt;b&gt;app</span>")
                .contains("<p class=\"brand-title\">Sign in &lt;here&gt;</p>")
                .containsOnlyOnce("href=\"https://cdn.example:8443/auth.css?a=1&amp;b=2\"");
        assertThat(page.header("Content-Security-Policy")).contains("style-src 'self' https://cdn.example:8443;");
    }

    @Test
    void a_way_to_a_new_password_is_below_the_old_one() {
        put("themed", THEME);
        assertThat(given().get("/login").asString()).contains("href=\"https://app.example/forgot\"");
        plain_again();
        assertThat(given().get("/login").asString())
                .doesNotContain("https://app.example/forgot")
                .contains("class=\"forgot\"><a href=\"/login/forgot\"")
                .contains("· Albireo</title>");
    }

    /** This replica is not told by the one that makes the change, but by PostgreSQL. */
    @Test
    void a_change_by_another_replica_is_shown_soon() {
        put("themed", THEME);
        assertThat(given().get("/login").asString()).contains("My &lt;b&gt;app");
        Await.on(
                () -> db.query("UPDATE auth_config SET body = jsonb_set(body::jsonb, '{theme,brand}', '\"Elsewhere\"')")
                        .execute());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(given().get("/login").asString()).contains("Elsewhere"));
    }

    @Test
    void a_refused_form_wears_it() {
        put("themed", THEME);
        Response page = given().accept("text/html")
                .header("Origin", "https://evil.example")
                .formParam("username", "x")
                .post("/login");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.asString()).contains("My &lt;b&gt;app");
    }

    @Test
    void a_brand_that_is_an_address_is_an_image() {
        put("pictured", "{\"theme\":{\"title\":\"Shop\",\"brand\":\"http://img.example/logo.png\"}}");
        Response page = given().get("/login");
        assertThat(page.asString()).contains("src=\"http://img.example/logo.png\" alt=\"Shop\"");
        assertThat(page.header("Content-Security-Policy")).contains("img-src 'self' data: http://img.example;");
    }

    @Test
    void the_one_that_the_application_names_goes_before() {
        put("themed", THEME);
        put("of-the-shop", "{\"theme\":{\"brand\":\"The shop\"},\"asidCookieMaxAge\":600}");
        String interaction = interaction("of-the-shop");
        assertThat(given().get("/login?interaction=" + interaction).asString())
                .contains("The shop")
                .doesNotContain("auth.css");
        assertThat(given().get("/login?interaction=x").asString()).contains("My &lt;b&gt;app");
    }

    @Test
    void the_cookie_lives_as_long_as_the_config_says_and_the_session_no_longer() {
        put("short", "{\"asidCookieMaxAge\":60}");
        Response login = Given.login(given.user(false).username(), Given.PASSWORD);
        assertThat(login.getDetailedCookie("albireo-session").getMaxAge()).isEqualTo(60);
        clock.advance(Duration.ofSeconds(59));
        assertThat(account(login.cookie("albireo-session"))).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(account(login.cookie("albireo-session"))).isEqualTo(303);
    }

    @Test
    void without_it_the_cookie_ends_with_the_browser() {
        Response login = Given.login(given.user(false).username(), Given.PASSWORD);
        assertThat(login.getDetailedCookie("albireo-session").getMaxAge()).isEqualTo(-1);
    }

    private static int account(String session) {
        return given().redirects()
                .follow(false)
                .cookie("albireo-session", session)
                .get("/account")
                .statusCode();
    }

    private String interaction(String authConfig) {
        Interaction request = new Interaction(
                "ia_" + ids.next(),
                clock.instant(),
                Interaction.RequiredStep.LOGIN,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Interaction.RequestingClient(
                        "shop",
                        "Shop",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(authConfig)),
                Optional.empty(),
                Optional.empty());
        JWTClaimsSet claims = request.toClaims(PostgresResource.ISSUER);
        return tokens.sign(new JWTClaimsSet.Builder(claims), Interaction.TYPE);
    }

    private void put(String id, String body) {
        admin().contentType(ContentType.JSON)
                .body(body)
                .put("/internal/resources/AuthConfig/" + id)
                .then()
                .statusCode(201);
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator());
    }
}
