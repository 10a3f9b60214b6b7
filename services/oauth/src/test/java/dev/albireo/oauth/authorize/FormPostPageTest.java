package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("OAuth 2.0 Form Post Response Mode")
class FormPostPageTest {
    @Inject
    Stage stage;

    @Test
    void section_2_the_code_comes_by_a_form_to_the_client_alone() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Response consent = browser.get(stage.authorize(app, "response_mode", "form_post", "state", "\"><b>"));
        Response back = stage.approve(browser, consent.header("Location"));

        Response page = browser.get(back.header("Location"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString())
                .contains("<form id=\"answer\" method=\"post\" action=\"" + Stage.REDIRECT_URI + "\">")
                .contains("name=\"code\" value=\"ac_", "name=\"iss\"", "&quot;&gt;&lt;b&gt;")
                .doesNotContain("\"><b>", "onload");
        assertThat(page.asString()).contains("<script defer src=").doesNotContain("type=\"module\"");
        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self'")
                .doesNotContain("form-action", "unsafe");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void section_2_an_error_comes_that_way_too() {
        Response page = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(stage.authorize(stage.register(), "response_mode", "form_post", "prompt", "none"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("name=\"error\" value=\"login_required\"");
    }

    @Test
    void section_2_the_script_that_submits_is_a_file_of_our_own() {
        String page = given().urlEncodingEnabled(false)
                .get(stage.authorize(stage.register(), "response_mode", "form_post", "prompt", "none"))
                .asString();
        String script = page.replaceFirst("(?s).*src=\"(/assets/[^\"]+)\".*", "$1");

        given().get(script).then().statusCode(200).contentType("text/javascript;charset=UTF-8");
    }

    @Test
    void a_fragment_carries_the_answer_where_that_was_asked_for() {
        String location = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(stage.authorize(stage.register(), "response_mode", "fragment", "prompt", "none"))
                .header("Location");

        assertThat(location).startsWith(Stage.REDIRECT_URI + "#error=login_required");
        assertThat(query(location.replace('#', '?'))).containsEntry("state", "s");
    }
}
