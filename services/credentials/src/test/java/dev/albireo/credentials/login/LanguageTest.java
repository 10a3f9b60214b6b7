package dev.albireo.credentials.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The language of a page")
class LanguageTest {
    private static final String GERMAN = "<html lang=\"de\">";
    private static final String ENGLISH = "<html lang=\"en\">";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"de|de", "de-AT, en;q=0.8|de", "fr, de;q=0.5, en;q=0.9|en", "fr|en", "*|en", "en-GB|en", "''|en"})
    void follows_the_header_of_the_browser(String header, String language) {
        String page = page(request().header("Accept-Language", header), "/login");
        assertThat(page).contains("<html lang=\"" + language + "\">");
    }

    @Test
    void is_chosen_by_a_link_that_needs_no_script_and_remembered_in_a_cookie() {
        String english = page(request(), "/login");
        assertThat(english)
                .contains("<a href=\"/login?ui_locales=de\" lang=\"de\" hreflang=\"de\" rel=\"nofollow\">Deutsch</a>");

        Response chosen = request().get("/login?ui_locales=de");
        assertThat(chosen.asString())
                .contains(GERMAN, "Anmelden", "Benutzername oder E-Mail-Adresse")
                .contains("<a href=\"/login?ui_locales=en\" lang=\"en\" hreflang=\"en\" rel=\"nofollow\">English</a>");
        String cookie = chosen.getCookie("__Host-albireo-language") == null
                ? "albireo-language=" + chosen.getCookie("albireo-language")
                : "__Host-albireo-language=" + chosen.getCookie("__Host-albireo-language");

        assertThat(page(request().header("Cookie", cookie).header("Accept-Language", "en"), "/login"))
                .contains(GERMAN);
        assertThat(page(request().header("Cookie", cookie), "/login?ui_locales=en"))
                .contains(ENGLISH);
    }

    @ParameterizedTest
    @CsvSource({"albireo-language=de", "albireo-language=xx.1", "albireo-language=de.x", "albireo-language=<b>.1"})
    void is_not_taken_from_a_malformed_cookie(String cookie) {
        assertThat(page(request().header("Cookie", cookie), "/login")).contains(ENGLISH);
    }

    @Test
    void is_that_of_what_was_wrong_and_of_error_pages_too() {
        String wrong = request()
                .header("Accept-Language", "de")
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("username", "no-such-user")
                .formParam("password", "not the password")
                .post("/login")
                .asString();
        assertThat(wrong)
                .contains(GERMAN, "Sie sind noch nicht angemeldet", "Zu diesem Namen und Passwort gibt es kein Konto.");

        String lost = request()
                .header("Accept-Language", "de")
                .header("Accept", "text/html")
                .get("/login?interaction=x")
                .asString();
        assertThat(lost).contains(GERMAN, "Diese Anmeldung ist abgelaufen", "Zu Ihrem Konto");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login?interaction=x",
                "/login?ui_locales=de&state=secret",
                "/login?redirect_to=//other.example",
                "/login/reset?token=secret",
                "/no-such-page?interaction=x"
            })
    void is_offered_by_no_link_that_would_repeat_what_another_site_wrote(String path) {
        assertThat(page(request().header("Accept", "text/html"), path)).doesNotContain("hreflang");
    }

    @Test
    void does_not_change_what_scripts_get() {
        assertThat(request()
                        .header("Accept-Language", "de")
                        .header("Accept", "application/json")
                        .get("/account/passkeys")
                        .asString())
                .contains("authentication required");
    }

    private static RequestSpecification request() {
        return given().redirects().follow(false);
    }

    private static String page(RequestSpecification request, String path) {
        return request.get(path).asString();
    }
}
