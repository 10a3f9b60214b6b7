package dev.albireo.oauth.client.metadata;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.MoreAllowed;
import dev.albireo.oauth.Stage;
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
@DisplayName("RFC 8252 section 7.1, private-use schemes without a domain name")
class PrivateUseSchemesTest {
    private static final String SETTING = "albireo.redirect-uris.private-use-schemes";

    @Inject
    Stage stage;

    @Test
    void a_scheme_that_the_operator_lists_is_registered() {
        register(Map.of("redirect_uris", List.of("cursor://anysphere.cursor-mcp/oauth/callback")))
                .then()
                .statusCode(201)
                .body(member("application_type", equalTo("native")));
    }

    @Test
    void another_is_refused_by_every_endpoint_and_the_setting_is_named() {
        register(Map.of("redirect_uris", List.of("vscode://vscode.github-authentication/did-authenticate")))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_redirect_uri")))
                .body(member("error_description", containsString(SETTING)));
        register(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI), "post_logout_redirect_uris", List.of("vscode:/")))
                .then()
                .statusCode(400)
                .body(member("error_description", containsString(SETTING)));
        stage.declare("short-scheme", """
                        {"auth":{"authorization_code":{"redirect_uri":"vscode://x/y"}}}""")
                .then()
                .statusCode(422)
                .body(member("field", equalTo("auth.authorization_code.redirect_uri")))
                .body(member("detail", containsString(SETTING)));
    }

    private static Response register(Map<String, Object> metadata) {
        return given().contentType("application/json").body(metadata).post("/connect/register");
    }
}
