package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.MoreAllowed;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(MoreAllowed.class)
@DisplayName("RFC 9700 section 2.1.1, with PKCE or a nonce required of every client")
class PkceRequiredTest {
    @Inject
    Stage stage;

    @Test
    void a_registered_and_a_declared_client_are_refused_without_either() {
        Response registered = given().contentType("application/json")
                .body(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI)))
                .post("/connect/register");
        App declared = new App("pkce-or-nonce", "s3cret-enough");
        stage.declare(declared.id(), """
                {"secret":"s3cret-enough","auth":{"authorization_code":{"redirect_uri":"%s"}}}""".formatted(Stage.REDIRECT_URI));
        App dynamic = new App(
                JsonMember.read(registered.asString(), "client_id"),
                JsonMember.read(registered.asString(), "client_secret"));

        for (App app : List.of(dynamic, declared)) {
            assertThat(query(stage.signIn("pwd").get(without(app, "")).header("Location")))
                    .containsEntry("error", "invalid_request");
            assertThat(stage.signIn("pwd").get(without(app, "n")).header("Location"))
                    .startsWith("/consent?");
        }
    }

    private String without(App app, String nonce) {
        return stage.authorize(app, "code_challenge", "", "code_challenge_method", "", "nonce", nonce);
    }
}
