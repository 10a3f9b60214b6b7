package dev.albireo.oauth.authorize;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("ui_locales, OpenID Connect Core section 3.1.2.1")
class UiLocalesTest {
    private static final String GERMAN = "<html lang=\"de\">";
    private static final String ENGLISH = "<html lang=\"en\">";

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void discovery_lists_the_languages_that_there_are() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("ui_locales_supported", equalTo(List.of("de", "en"))));
    }

    @Test
    void the_pages_of_a_request_are_in_the_first_of_its_languages_that_there_is() {
        Browser browser = stage.signIn("pwd");
        App app = stage.register("openid", "email");

        String german = consent(browser, stage.authorize(app, "scope", "openid email", "ui_locales", "fr de-CH en"));
        assertThat(german).contains(GERMAN, "Ihr Konto verwenden?", "Ihre E-Mail-Adresse sehen", ">Erlauben<");

        String english = consent(browser, stage.authorize(app, "scope", "openid email"));
        assertThat(english).contains(ENGLISH, "See your email address", ">Allow<");
    }

    @Test
    void a_language_that_the_user_chooses_on_a_page_of_the_request_stays() {
        Browser browser = stage.signIn("pwd");
        App app = stage.register("openid", "email");
        String consent = browser.get(stage.authorize(app, "scope", "openid email", "ui_locales", "de"))
                .header("Location");
        clock.advance(Duration.ofSeconds(1));

        Response chosen = browser.get(consent + "&ui_locales=en");
        assertThat(chosen.asString()).contains(ENGLISH);
        chosen.getCookies().forEach(browser.jar()::put);

        assertThat(browser.get(consent).asString()).contains(ENGLISH);
        clock.advance(Duration.ofSeconds(1));
        assertThat(consent(browser, stage.authorize(app, "scope", "openid email", "ui_locales", "de")))
                .as("a later request")
                .contains(GERMAN);
    }

    @Test
    void an_error_page_of_a_request_is_in_its_language_and_sets_no_cookie() {
        Response page = given().redirects()
                .follow(false)
                .header("Accept", "text/html")
                .get("/authorize?client_id=no-such-client&ui_locales=de");
        assertThat(page.asString()).contains(GERMAN, "Dieser Link zum Anmelden funktioniert nicht");
        assertThat(page.getCookies().keySet()).noneMatch(name -> name.contains("language"));
    }

    @Test
    void an_error_page_of_a_request_by_POST_is_in_its_language() {
        Response page = given().redirects()
                .follow(false)
                .header("Accept", "text/html")
                .formParam("client_id", "no-such-client")
                .formParam("ui_locales", "fr de")
                .post("/authorize");
        assertThat(page.asString()).contains(GERMAN, "Dieser Link zum Anmelden funktioniert nicht");
    }

    @Test
    void the_page_of_a_device_follows_its_URL_then_the_choice_then_the_browser() {
        Response german = given().header("Accept-Language", "en").get("/device?ui_locales=de");
        assertThat(german.asString()).contains(GERMAN);
        Map<String, String> chosen = german.getCookies();
        assertThat(given().cookies(chosen).get("/device").asString()).contains(GERMAN);
        assertThat(given().cookies(chosen).get("/device?ui_locales=en").asString())
                .contains(ENGLISH);
        assertThat(given().header("Accept-Language", "de").get("/device").asString())
                .contains(GERMAN);
        assertThat(given().header("Accept", "text/html")
                        .get("/device?interaction=unknown&ui_locales=de")
                        .asString())
                .as("an error page")
                .contains(GERMAN);
    }

    private static String consent(Browser browser, String request) {
        return browser.get(browser.get(request).header("Location")).asString();
    }
}
