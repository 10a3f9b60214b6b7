package dev.albireo.oauth.logout;

import static dev.albireo.oauth.Stage.formToken;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(WithoutCredentials.class)
@DisplayName("OpenID Connect Front-Channel Logout 1.0")
class OidcFrontChannelLogoutTest {
    @Inject
    Stage stage;

    @Test
    void section_3_discovery_says_so() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("frontchannel_logout_supported", equalTo(true)))
                .body(member("frontchannel_logout_session_supported", equalTo(true)));
    }

    @Test
    void section_2_exactly_the_clients_of_the_session_are_framed_with_issuer_and_session() {
        Browser browser = stage.signIn("pwd");
        visit(browser, "https://app.example/front");
        visit(browser, "https://app.example/a;b,c?x=1&y=2");
        visit(stage.signIn("pwd"), "https://app.example/of-another-session");
        stage.code(register("https://app.example/never-redeemed"), browser, "openid");

        Response out = signOut(browser);

        String told =
                "iss=http%3A%2F%2Flocalhost%3A9090&amp;sid=" + browser.session().id();
        assertThat(out.asString())
                .contains("<iframe src=\"https://app.example/front?" + told + "\"")
                .contains("<iframe src=\"https://app.example/a;b,c?x=1&amp;y=2&amp;" + told + "\"")
                .doesNotContain("of-another-session", "never-redeemed");
        assertThat(out.header("Content-Security-Policy"))
                .contains("; frame-src https://app.example/a%3Bb%2Cc https://app.example/front;");
    }

    @Test
    void section_2_where_no_client_wants_it_nothing_may_be_framed() {
        Browser browser = stage.signIn("pwd");
        stage.redeem(stage.register(), stage.code(stage.register(), browser, "openid"));

        Response out = signOut(browser);

        assertThat(out.asString()).contains("You&#39;re signed out").doesNotContain("<iframe");
        assertThat(out.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("frame-src");
    }

    @Test
    void the_script_that_goes_on_is_a_file_of_our_own() {
        SignedOutPage page = new SignedOutPage(true, "App", "https://app.example/bye?a=1&b=2", List.of(), true, 5);

        String html = page.render();

        assertThat(html)
                .contains("<meta http-equiv=\"refresh\" content=\"5; url=https://app.example/bye?a=1&amp;b=2\">");
        given().get(html.replaceFirst("(?s).*src=\"(/assets/[^\"]+)\".*", "$1"))
                .then()
                .statusCode(200)
                .contentType("text/javascript;charset=UTF-8");
    }

    private void visit(Browser browser, String uri) {
        App app = register(uri);
        assertThat(stage.redeem(app, stage.code(app, browser, "openid")).statusCode())
                .isEqualTo(200);
    }

    private static Response signOut(Browser browser) {
        String page = browser.get("/logout").asString();
        return browser.request().formParam("form_token", formToken(page)).post("/logout");
    }

    private static App register(String uri) {
        Response response = given().contentType(ContentType.JSON)
                .body(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI), "frontchannel_logout_uri", uri))
                .post("/connect/register");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }
}
