package dev.albireo.oauth.application;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The applications with access to a user's account")
class ApplicationsTest {
    private static final String FIRST_PARTY = "{\"name\":\"Mail\",\"secret\":\"s3cret-enough\",\"first_party\":true,"
            + "\"grant_types\":[\"code\"],\"scope\":[\"openid\",\"offline_access\"],"
            + "\"auth\":{\"authorization_code\":{\"redirect_uri\":\"" + Stage.REDIRECT_URI
            + "\",\"refresh_token\":true}}}";

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void what_was_allowed_is_told_in_peoples_words_and_only_of_this_person() {
        App app = stage.register();
        Browser alice = stage.signIn("pwd");
        Browser bob = stage.signIn("pwd");
        stage.code(app, alice, "openid email");

        applications(alice)
                .body(member("items.length()", equalTo(1)))
                .body(member("items[0].clientId", equalTo(app.id())))
                .body(member("items[0].name", equalTo("App")))
                .body(member("items[0].since", equalTo(clock.instant().toString())))
                .body(member(
                        "items[0].permissions[*].title",
                        equalTo(List.of("See your email address", "Confirm your identity"))));
        applications(bob).body(member("items", empty()));
    }

    @Test
    void what_is_taken_back_ends_at_once_and_is_asked_anew() {
        App app = stage.register();
        App other = stage.register();
        Browser alice = stage.signIn("pwd");
        Response tokens = stage.redeem(app, stage.code(app, alice, "openid offline_access"));
        Response kept = stage.redeem(other, stage.code(other, alice, "openid offline_access"));
        String waiting = stage.code(app, alice, "openid offline_access");

        revoke(alice, app.id()).then().statusCode(204);

        applications(alice).body(member("items[*].clientId", equalTo(List.of(other.id()))));
        stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_grant")));
        stage.redeem(app, waiting).then().statusCode(400);
        assertThat(stage.userinfoStatus(JsonMember.read(tokens.asString(), "access_token")))
                .isEqualTo(401);
        assertThat(alice.get(stage.authorize(app)).header("Location")).startsWith("/consent?");
        stage.refresh(other, JsonMember.read(kept.asString(), "refresh_token"))
                .then()
                .statusCode(200);
    }

    @Test
    void a_client_without_consent_is_listed_while_it_can_refresh() {
        stage.declare("mail-app", FIRST_PARTY).then().statusCode(201);
        App mail = new App("mail-app", "s3cret-enough");
        Browser alice = stage.signIn("pwd");
        Response tokens = stage.redeem(mail, stage.code(mail, alice, "openid offline_access"));

        applications(alice).body(member("items[*].name", equalTo(List.of("Mail"))));
        revoke(alice, "mail-app").then().statusCode(204);
        applications(alice).body(member("items", empty()));
        stage.refresh(mail, JsonMember.read(tokens.asString(), "refresh_token"))
                .then()
                .statusCode(400);

        stage.redeem(mail, stage.code(mail, alice, "openid offline_access"));
        clock.advance(Duration.ofDays(31));
        applications(alice).body(member("items", empty()));
    }

    @Test
    void only_services_may_ask() {
        given().get("/internal/users/00000000-0000-4000-8000-000000000001/applications")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(stage.serviceToken())
                .get("/internal/users/me/applications")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse applications(Browser browser) {
        return given().auth()
                .oauth2(stage.serviceToken())
                .get("/internal/users/" + browser.user().subject() + "/applications")
                .then()
                .statusCode(200);
    }

    private Response revoke(Browser browser, String client) {
        return given().auth()
                .oauth2(stage.serviceToken())
                .contentType(ContentType.JSON)
                .body(Map.of("clientId", client, "address", "192.0.2.1"))
                .post("/internal/users/" + browser.user().subject() + "/applications/revoke");
    }
}
