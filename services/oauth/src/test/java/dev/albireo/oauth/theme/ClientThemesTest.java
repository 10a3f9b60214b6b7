package dev.albireo.oauth.theme;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.AuthConfigState;
import dev.albireo.events.AuthConfigState.Theme;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The pages of oauth have the theme of the client's AuthConfig")
class ClientThemesTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    AuthConfigProjectionStore store;

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @BeforeEach
    void declare() {
        store.apply(config("house", true, new Theme("House", "The <b>house</b>", null, null)))
                .await()
                .atMost(LIMIT);
        store.apply(config(
                        "mine",
                        false,
                        new Theme("Mine", "https://cdn.example/logo.png", "https://cdn.example/a.css", null)))
                .await()
                .atMost(LIMIT);
        stage.declare("themed", """
                {"auth_config":"mine","logo_uri":"https://logo.example/l.png",
                 "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""");
    }

    @AfterEach
    void empty() {
        db.query("DELETE FROM auth_config").execute().await().atMost(LIMIT);
    }

    @Test
    void consent() {
        Browser browser = stage.signIn("pwd");
        String consent =
                browser.get(stage.authorize(new Stage.App("themed", ""))).header("Location");
        assertThat(consent).startsWith("/consent");

        Response page = browser.get(consent);
        assertMine(page);
        assertThat(page.header("Content-Security-Policy")).contains("https://logo.example");
    }

    @Test
    void logout() {
        Browser browser = stage.signIn("pwd");

        assertMine(browser.get("/logout?client_id=themed"));
        assertHouse(browser.get("/logout"));
    }

    @Test
    void refusals() {
        assertMine(given().redirects()
                .follow(false)
                .get("/authorize?client_id=themed&redirect_uri=https%3A%2F%2Fevil.example"));
        assertMine(given().formParam("client_id", "themed")
                .formParam("redirect_uri", "https://evil.example")
                .post("/authorize"));
        assertHouse(given().get("/authorize?client_id=unknown"));
        assertHouse(given().urlEncodingEnabled(false).get("/authorize?client_id=%00"));
        assertHouse(given().get("/consent?interaction=x"));
    }

    @Test
    void without_an_AuthConfig_they_are_ours() {
        empty();

        assertThat(given().get("/authorize?client_id=unknown").asString()).contains("· Albireo</title>");
    }

    private static void assertMine(Response page) {
        assertThat(page.asString())
                .contains("· Mine</title>")
                .contains("https://cdn.example/logo.png")
                .contains("href=\"https://cdn.example/a.css\"");
        assertThat(page.header("Content-Security-Policy"))
                .contains("style-src 'self' https://cdn.example")
                .containsPattern("img-src 'self' data:[^;]* https://cdn.example");
    }

    private static void assertHouse(Response page) {
        assertThat(page.asString()).contains("· House</title>").contains("The &lt;b&gt;house&lt;/b&gt;");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("https:");
    }

    private static AuthConfigState config(String id, boolean byDefault, Theme theme) {
        return new AuthConfigState(id, 1, byDefault, Instant.parse("2026-01-01T00:00:00Z"), theme, null);
    }
}
