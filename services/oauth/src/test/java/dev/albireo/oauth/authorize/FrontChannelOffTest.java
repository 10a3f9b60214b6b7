package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9700 section 2.1.2: no token is returned in the front channel unless the operator enables it")
class FrontChannelOffTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @ParameterizedTest
    @ValueSource(
            strings = {"token", "id_token", "id_token token", "code id_token", "code token", "code id_token token"})
    void section_2_1_2_nothing_but_code_is_offered(String type) {
        App app = stage.register();
        db.preparedQuery("""
                        UPDATE client SET response_types = '{code,id_token,id_token token,code id_token,code token,code id_token token}',
                               grant_types = '{authorization_code,implicit}' WHERE id = $1
                        """).execute(Tuple.of(app.id())).await().atMost(LIMIT);

        String location = stage.signIn("pwd")
                .get(stage.authorize(app, "response_type", type, "nonce", "n"))
                .header("Location");

        assertThat(query(location.replaceFirst("#", "?")))
                .containsEntry("error", "unsupported_response_type")
                .doesNotContainKeys("id_token", "access_token", "code");
    }

    @Test
    void no_client_registers_for_more() {
        Map<String, Object> metadata = Map.of(
                "redirect_uris",
                List.of(Stage.REDIRECT_URI),
                "grant_types",
                List.of("implicit"),
                "response_types",
                List.of("id_token"));

        given().contentType("application/json")
                .body(metadata)
                .post("/connect/register")
                .then()
                .statusCode(400)
                .body(member("error_description", startsWith("response_types")));
        stage.declare("front-channel", """
                {"grant_types":["implicit"],"response_types":["id_token"],
                 "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""").then().statusCode(422).body(member("field", equalTo("response_types")));
    }

    @Test
    void discovery_lists_what_is_on() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("response_types_supported", contains("code")))
                .body(member("grant_types_supported", not(hasItem("implicit"))));
    }
}
