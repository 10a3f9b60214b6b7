package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.UserState;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("OpenID Connect Core: claims, id_token_hint and ignored parameters")
class OidcCoreClaimsTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void section_5_5_single_claims_are_told_where_they_were_asked_for_once_the_person_allowed_it()
            throws ParseException {
        App app = stage.register("openid", "profile", "email", "phone");
        Browser browser = named("Alice Liddell");
        String claims = """
                {"userinfo":{"email":{"essential":true},"unknown":null},"id_token":{"name":null,"phone_number":null}}""";

        Response consent = browser.get(stage.authorize(app, "claims", claims));
        String page = browser.get(consent.header("Location")).asString();
        Response back = stage.approve(browser, consent.header("Location"));
        Response tokens = stage.redeem(
                app,
                query(browser.get(back.header("Location")).header("Location")).get("code"));

        assertThat(page).contains("See your profile", "See your email address");
        JWTClaimsSet idToken =
                SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token")).getJWTClaimsSet();
        assertThat(idToken.getStringClaim("name")).isEqualTo("Alice Liddell");
        assertThat(idToken.getClaims()).doesNotContainKeys("email", "phone_number", "preferred_username");
        Map<String, Object> userinfo = given().auth()
                .oauth2(JsonMember.read(tokens.asString(), "access_token"))
                .get("/userinfo")
                .as(Map.class);
        assertThat(userinfo).containsOnlyKeys("sub", "email").containsEntry("email", "alice@example.org");
    }

    @Test
    void section_5_5_a_claim_beyond_the_scopes_of_the_client_is_not_told() {
        App app = stage.register("openid");
        Browser browser = named("Alice Liddell");
        Response consent =
                browser.get(stage.authorize(app, "claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"));
        Response back = stage.approve(browser, consent.header("Location"));
        Response tokens = stage.redeem(
                app,
                query(browser.get(back.header("Location")).header("Location")).get("code"));

        assertThat(given().auth()
                        .oauth2(JsonMember.read(tokens.asString(), "access_token"))
                        .get("/userinfo")
                        .as(Map.class))
                .containsOnlyKeys("sub");
    }

    @Test
    void section_5_5_1_another_sub_than_the_one_who_is_here_is_login_required() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String other = "{\"id_token\":{\"sub\":{\"value\":\"00000000-0000-4000-8000-000000000009\"}}}";

        assertThat(query(browser.get(stage.authorize(app, "claims", other, "prompt", "none"))
                        .header("Location")))
                .containsEntry("error", "login_required");
        clock.advance(Duration.ofSeconds(5));
        assertThat(browser.get(stage.authorize(app, "claims", other)).header("Location"))
                .startsWith("/login?");
    }

    @Test
    void section_3_1_2_1_the_hint_names_who_must_be_here_also_when_it_has_expired() {
        App app = stage.register();
        Browser alice = stage.signIn("pwd");
        String hint = JsonMember.read(
                stage.redeem(app, stage.code(app, alice, "openid")).asString(), "id_token");
        Browser bob = stage.signIn("pwd");
        stage.code(app, bob, "openid");
        clock.advance(Duration.ofMinutes(30));

        String silent = stage.authorize(app, "id_token_hint", hint, "prompt", "none");
        assertThat(query(alice.get(silent).header("Location"))).containsKey("code");
        assertThat(query(bob.get(silent).header("Location"))).containsEntry("error", "login_required");
        assertThat(bob.get(stage.authorize(app, "id_token_hint", hint)).header("Location"))
                .startsWith("/login?");
    }

    @Test
    void section_3_1_2_1_a_hint_that_is_no_ID_token_of_this_client_is_refused() {
        App app = stage.register();
        App other = stage.register();
        Browser alice = stage.signIn("pwd");
        Response tokens = stage.redeem(other, stage.code(other, alice, "openid"));

        for (String hint : List.of(
                "x",
                "a.b.c",
                tokens.path("access_token").toString(),
                tokens.path("id_token").toString())) {
            assertThat(query(alice.get(stage.authorize(app, "id_token_hint", hint))
                            .header("Location")))
                    .as(hint)
                    .containsEntry("error", "invalid_request");
        }
    }

    @Test
    void section_3_1_2_1_what_is_not_known_or_not_needed_is_ignored() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");

        assertThat(browser.get(stage.authorize(
                                app, "display", "popup", "claims_locales", "fr en", "ui_locales", "xx", "extra", "1"))
                        .header("Location"))
                .startsWith("/consent?");
    }

    private Browser named(String name) {
        Browser browser = stage.signIn("pwd");
        UserState user = browser.user();
        stage.tell(new UserState(
                user.subject(),
                2,
                "alice",
                "alice@example.org",
                true,
                true,
                false,
                false,
                List.of(),
                Map.of("name", name),
                null,
                false));
        return browser;
    }
}
