package dev.albireo.oauth.client.registration;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("POST /connect/register, RFC 7591 section 3")
class RegistrationResourceTest {
    @Test
    void section_3_2_1_the_answer_tells_all_that_was_registered() {
        register("{\"redirect_uris\":[\"http://localhost:8080/callback\"],\"client_name\":\"Test Client\"}")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body(member("client_id", notNullValue()))
                .body(member("client_secret", containsString("cs_")))
                .body(member("client_secret_expires_at", equalTo(0)))
                .body(member("client_name", equalTo("Test Client")))
                .body(member("redirect_uris[0]", equalTo("http://localhost:8080/callback")))
                .body(member("token_endpoint_auth_method", equalTo("client_secret_basic")))
                .body(member("scope", containsString("openid")))
                .body(member("require_pkce", equalTo(false)));
    }

    @Test
    void section_3_2_1_what_is_told_of_the_client_is_told_again() {
        register("""
                        {"redirect_uris":["https://app.example/cb"],"client_name#de":"Laden","contacts":["ops@app.example"],
                         "software_id":"shop-9","software_version":"2.1","token_endpoint_auth_signing_alg":"ES256",
                         "default_max_age":60,"require_auth_time":true,"logo_uri#fr":"https://app.example/fr.png"}""")
                .then()
                .statusCode(201)
                .body(member("application_type", equalTo("web")))
                .body(member("subject_type", equalTo("public")))
                .body(member("contacts[0]", equalTo("ops@app.example")))
                .body(member("software_id", equalTo("shop-9")))
                .body(member("software_version", equalTo("2.1")))
                .body(member("$['client_name#de']", equalTo("Laden")))
                .body(member("$['logo_uri#fr']", equalTo("https://app.example/fr.png")))
                .body(member("token_endpoint_auth_signing_alg", equalTo("ES256")))
                .body(member("default_max_age", equalTo(60)))
                .body(member("require_auth_time", equalTo(true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "5", "{}", "{\"redirect_uris\":[]}", "{\"redirect_uris\":[null]}"})
    void what_is_no_metadata_is_refused(String body) {
        register(body).then().statusCode(400).body(member("error", equalTo("invalid_client_metadata")));
    }

    @Test
    void what_is_no_JSON_is_refused_as_OAuth_does() {
        register("{").then().statusCode(400).body(member("error", equalTo("invalid_request")));
        register("[".repeat(2_000)).then().statusCode(400).body(member("error", equalTo("invalid_request")));
        given().contentType("text/plain")
                .body("{}")
                .post("/connect/register")
                .then()
                .statusCode(415);
    }

    private static Response register(String body) {
        return given().contentType("application/json").body(body).post("/connect/register");
    }
}
