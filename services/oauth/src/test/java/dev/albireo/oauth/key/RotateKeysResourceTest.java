package dev.albireo.oauth.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("POST /internal/keys/rotate")
class RotateKeysResourceTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void an_administrator_makes_the_keys_move_on_and_no_token_is_refused() {
        App app = stage.register();
        stage.serviceToken();
        clock.advance(Duration.ofMinutes(6));
        String token = stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid"))
                .path("access_token");

        Map<String, String> active = stage.administrator()
                .post("/internal/keys/rotate")
                .then()
                .statusCode(200)
                .extract()
                .path("active");

        assertThat(active).containsOnlyKeys("RS256", "PS256", "ES256", "EdDSA");
        assertThat(stage.userinfoStatus(token)).isEqualTo(200);
        List<String> published = given().get("/.well-known/jwks.json").path("keys.kid");
        assertThat(published).containsAll(active.values());
        stage.administrator().post("/internal/keys/rotate").then().statusCode(409);
    }

    @Test
    void nobody_else_may() {
        given().post("/internal/keys/rotate").then().statusCode(401);
        given().auth()
                .oauth2(stage.serviceToken())
                .header("Albireo-Actor", stage.administratorToken("aal1"))
                .post("/internal/keys/rotate")
                .then()
                .statusCode(403);
    }
}
