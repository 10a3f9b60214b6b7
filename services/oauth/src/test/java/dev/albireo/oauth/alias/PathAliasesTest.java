package dev.albireo.oauth.alias;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("/auth/authorize, /auth/token, /auth/userinfo, /auth/introspect")
class PathAliasesTest {
    @Inject
    Stage stage;

    @Test
    void they_are_the_same_endpoints() {
        App app = new App("other", "s3cret-enough");
        stage.declare(
                app.id(),
                "{\"secret\":\"s3cret-enough\",\"first_party\":true,\"auth\":{\"authorization_code\":{\"redirect_uri\":\"https://app.example/cb\"}}}");
        Browser browser = stage.signIn("pwd");
        String location = browser.get("/auth/authorize?client_id=other&response_type=code&state=a%26b%7C")
                .header("Location");
        assertThat(Stage.query(location)).containsEntry("state", "a&b|");

        String token = JsonMember.read(
                given().contentType(ContentType.JSON)
                        .body(Map.of(
                                "grant_type", "authorization_code",
                                "client_id", app.id(),
                                "client_secret", app.secret(),
                                "code", Stage.query(location).get("code")))
                        .post("/auth/token")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString(),
                "access_token");

        given().auth()
                .oauth2(token)
                .get("/auth/userinfo")
                .then()
                .statusCode(200)
                .body(member("resourceType", equalTo("User")))
                .body(member("userName", equalTo("alice")));
        stage.token(app)
                .formParam("token", token)
                .post("/auth/introspect")
                .then()
                .statusCode(200)
                .body(member("active", equalTo(true)));
    }

    @Test
    void a_POST_from_another_site_is_taken_and_a_refusal_looks_the_same() {
        given().redirects()
                .follow(false)
                .header("Origin", "https://evil.example")
                .formParam("client_id", stage.register().id())
                .formParam("redirect_uri", Stage.REDIRECT_URI)
                .formParam("response_type", "nonsense")
                .post("/auth/authorize")
                .then()
                .statusCode(303)
                .header("Location", startsWith(Stage.REDIRECT_URI + "?error="));
        given().get("/auth/token").then().statusCode(405).body(member("error", equalTo("invalid_request")));
        given().formParam("grant_type", "x").post("/auth/token").then().statusCode(401);
        given().get("/auth/userinfo").then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
        given().get("/auth/consent").then().statusCode(404);
    }
}
