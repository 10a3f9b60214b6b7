package dev.albireo.oauth.client;

import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RawRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 8259 and RFC 9112, ambiguous input is rejected")
class RFC8259StrictJsonTest {
    private static final String GOOD = "{\"redirect_uris\":[\"https://app.example/cb\"]}";

    @Inject
    Stage stage;

    private static List<byte[]> bodies(String good) {
        String members = good.substring(1, good.length() - 1);
        return List.of(
                (good + " {}").getBytes(UTF_8),
                (good + "x").getBytes(UTF_8),
                ("{" + members + "," + members + "}").getBytes(UTF_8),
                good.getBytes(UTF_16BE));
    }

    private static RequestSpecification json(RequestSpecification request, byte[] body) {
        return request.header("Content-Type", "application/json").body(body);
    }

    @Test
    void at_registration() {
        for (byte[] body : bodies(GOOD)) {
            var response = json(given(), body).post("/connect/register");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(JsonMember.<String>read(response.asString(), "error")).isEqualTo("invalid_request");
        }
    }

    @Test
    void at_the_token_endpoint() {
        for (byte[] body : bodies("{\"grant_type\":\"client_credentials\"}")) {
            for (String path : List.of("/token", "/introspect")) {
                var response = json(given(), body).post(path);

                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(JsonMember.<String>read(response.asString(), "error"))
                        .isEqualTo("invalid_request");
            }
        }
    }

    @Test
    void at_the_resource_Client() {
        for (byte[] body : bodies(GOOD)) {
            var response = json(stage.administrator(), body).put("/internal/resources/Client/strict");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.contentType()).startsWith("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userinfo\":{}} x",
                "{\"userinfo\":{},\"userinfo\":{\"email\":null}}",
                "{\"id_token\":{\"sub\":{\"value\":\"a\"},\"sub\":{\"value\":\"b\"}}}"
            })
    void in_the_parameter_claims(String claims) {
        App app = stage.register();

        assertThat(query(stage.signIn("pwd")
                        .get(stage.authorize(app, "claims", claims))
                        .header("Location")))
                .containsEntry("error", "invalid_request");
    }

    @Test
    void RFC_9112_section_3_2_a_request_names_one_host() {
        for (String hosts : List.of("", "Host: a\r\nHost: b\r\n", "Host:\r\n", "Host: a,b\r\n")) {
            assertThat(RawRequest.status(
                            RestAssured.port,
                            "GET /.well-known/jwks.json HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n"))
                    .as(hosts)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"client_name\":\"a\\u0000b\"",
                "\"client_name#de\":\"a\\u0000b\"",
                "\"client_name#d\\u0000e\":\"a\"",
                "\"tos_uri#de\":\"https://app.example/\\u0000\"",
                "\"contacts\":[\"a@app.example\",\"\\u0000\"]",
                "\"scope\":\"openid a\\u0000b\"",
                "\"software_id\":\"\\u0000\"",
                "\"post_logout_redirect_uris\":[\"https://app.example/\\u0000\"]",
                "\"default_acr_values\":[\"a\\u0000\"]",
                "\"response_types\":[\"code\\u0000\"]",
                "\"sector_identifier_uri\":\"https://app.example/\\u0000\"",
                "\"jwks\":{\"keys\":[{\"kty\":\"EC\",\"kid\":\"a\\u0000b\",\"crv\":\"P-256\","
                        + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                        + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}",
                "\"jwks\":{\"keys\":[{\"kty\":\"EC\",\"a\\u0000b\":1,\"crv\":\"P-256\","
                        + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                        + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}"
            })
    void U_0000_in_any_member_of_client_metadata_is_rejected(String member) {
        String registration = "{\"redirect_uris\":[\"https://app.example/cb\"]," + member + "}";
        var response = json(given(), registration.getBytes(UTF_8)).post("/connect/register");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonMember.<String>read(response.asString(), "error")).isEqualTo("invalid_client_metadata");

        String declaration = "{\"auth\":{\"authorization_code\":{\"redirect_uri\":\"https://app.example/cb\"}},"
                + member.replace("client_name", "name") + "}";
        json(stage.administrator(), declaration.getBytes(UTF_8))
                .put("/internal/resources/Client/nul")
                .then()
                .statusCode(422);
    }

    @Test
    void a_control_character_in_an_identifier_never_reaches_the_database() {
        App app = stage.register();
        for (String client : List.of("%00", "a%00b", "a%0Ab")) {
            given().urlEncodingEnabled(false)
                    .get("/authorize?client_id=" + client)
                    .then()
                    .statusCode(400);
            given().urlEncodingEnabled(false)
                    .get("/logout?client_id=" + client)
                    .then()
                    .statusCode(400);
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2("ra_" + "a".repeat(43))
                    .get("/connect/register/" + client)
                    .then()
                    .statusCode(400);
            stage.administrator()
                    .urlEncodingEnabled(false)
                    .get("/internal/resources/Client?after=" + client)
                    .then()
                    .statusCode(400);
        }
        for (String path : List.of("/token", "/introspect")) {
            given().header("Content-Type", "application/json")
                    .body("{\"client_id\":\"\\u0000\",\"client_secret\":\"" + app.secret() + "\",\"token\":\"x\"}")
                    .post(path)
                    .then()
                    .statusCode(400);
        }
    }
}
