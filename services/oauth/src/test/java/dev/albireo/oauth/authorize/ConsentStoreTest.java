package dev.albireo.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Consent applies to the client's state when the user was asked")
class ConsentStoreTest {
    private static final String CLIENT = """
            {"secret":"s3cret-of-app","scope":["openid","profile"],"resources":["https://a.example"],
             "auth":{"authorization_code":{"redirect_uri":["https://app.example/cb","https://app.example/b"]}}}""";

    @Inject
    Stage stage;

    @ParameterizedTest
    @CsvSource({
        "https://app.example/b, https://app.example/c, true",
        "https://a.example, https://b.example, true",
        "'\"resources\":[\"https://a.example\"],', '', true",
        "'\"https://app.example/cb\",\"https://app.example/b\"', '\"https://app.example/cb\"', false",
        "'\"https://a.example\"', '', false",
        "s3cret-of-app, other-of-app, false"
    })
    void it_is_asked_anew_when_addresses_or_resources_are_added(String before, String after, boolean anew) {
        App app = new App("consent-" + Math.abs((before + after).hashCode()), "s3cret-of-app");
        stage.declare(app.id(), CLIENT);
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid");

        stage.declare(app.id(), CLIENT.replace(before, after == null ? "" : after));

        String next = browser.get(stage.authorize(app)).header("Location");
        assertThat(next.startsWith("/consent?")).isEqualTo(anew);
    }

    @Test
    void what_was_allowed_before_the_change_is_not_allowed_by_the_next_answer() {
        App app = new App("consent-narrow", "s3cret-of-app");
        stage.declare(app.id(), CLIENT);
        Browser browser = stage.signIn("pwd");
        stage.code(app, browser, "openid profile");
        stage.declare(app.id(), CLIENT.replace("https://app.example/b", "https://app.example/c"));
        stage.code(app, browser, "openid");

        assertThat(browser.get(stage.authorize(app)).header("Location")).startsWith(Stage.REDIRECT_URI);
        assertThat(browser.get(stage.authorize(app, "scope", "openid profile")).header("Location"))
                .startsWith("/consent?");
    }
}
