package dev.albireo.oauth.logout;

import static dev.albireo.oauth.Stage.formToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.UserState;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(WithoutCredentials.class)
@DisplayName("/logout, OpenID Connect RP-Initiated Logout 1.0")
class LogoutResourceTest {
    @Inject
    Stage stage;

    @Test
    void is_in_the_language_of_the_user_unless_the_browser_has_another() {
        Browser browser = stage.signIn("pwd");
        UserState user = browser.user();
        assertThat(browser.get("/logout").asString()).contains("<html lang=\"en\"");
        stage.tell(new UserState(
                user.subject(),
                2,
                user.username(),
                user.email(),
                true,
                true,
                false,
                false,
                List.of(),
                Map.of("locale", "de-AT"),
                null,
                false));
        assertThat(browser.get("/logout").asString()).contains("<html lang=\"de\"", "Abmelden");
        browser.jar().put("albireo-language", "en.1");
        assertThat(browser.get("/logout").asString()).contains("<html lang=\"en\"");
    }

    @Test
    void the_person_is_asked_first() {
        Browser browser = signIn();

        String page = browser.get("/logout").asString();
        assertThat(page).contains("Signed in as <b>alice</b>");
        assertThat(isSignedIn(browser)).isTrue();

        Response out =
                browser.request().formParam("form_token", formToken(page)).post("/logout");
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.header("Set-Cookie"))
                .contains("albireo-session=;", "Max-Age=0")
                .doesNotContain("Version");
        assertThat(out.asString()).contains("You&#39;re signed out");
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void a_form_of_another_session_leads_to_the_confirmation() {
        Browser browser = signIn();

        Response posted = browser.request()
                .header("Origin", "https://evil.example")
                .formParam("form_token", "forged")
                .formParam("state", "a b")
                .post("/logout");

        assertThat(posted.header("Location")).isEqualTo("/logout?state=a+b");
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void an_ID_token_of_another_session_proves_nothing() {
        App app = stage.register();
        String foreign = JsonMember.read(
                stage.redeem(app, stage.code(app, signIn(), "openid")).asString(), "id_token");
        Browser browser = signIn();

        assertThat(browser.get("/logout?id_token_hint=" + foreign).asString()).contains("Sign out?");
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void with_credentials_down_the_page_says_what_is_not_in_force() {
        Browser browser = signIn();
        String page = browser.get("/logout").asString();

        Response out =
                browser.request().formParam("form_token", formToken(page)).post("/logout");

        assertThat(out.asString()).contains("You&#39;re signed out", "couldn&#39;t be reached");
        assertThat(isSignedIn(browser)).isFalse();
    }

    private Browser signIn() {
        return stage.signIn("pwd");
    }

    private boolean isSignedIn(Browser browser) {
        return browser.get(stage.authorize(stage.register())).header("Location").startsWith("/consent");
    }
}
