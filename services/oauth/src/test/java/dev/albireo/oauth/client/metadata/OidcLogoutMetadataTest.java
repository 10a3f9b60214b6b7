package dev.albireo.oauth.client.metadata;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.oauth.Stage;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName(
        "Client metadata of OpenID Connect Back-Channel and Front-Channel Logout 1.0 and of third-party initiated login")
class OidcLogoutMetadataTest {
    private static final String ALL = """
            "backchannel_logout_uri": "http://localhost:4321/back?tenant=1",
            "backchannel_logout_session_required": true,
            "frontchannel_logout_uri": "https://app.example/front?tenant=1",
            "frontchannel_logout_session_required": true,
            "initiate_login_uri": "https://other.example/begin"
            """;

    @Inject
    Stage stage;

    @Test
    void section_2_a_client_registers_where_it_is_told() {
        register(ALL)
                .then()
                .statusCode(201)
                .body(member("backchannel_logout_uri", equalTo("http://localhost:4321/back?tenant=1")))
                .body(member("backchannel_logout_session_required", equalTo(true)))
                .body(member("frontchannel_logout_uri", equalTo("https://app.example/front?tenant=1")))
                .body(member("frontchannel_logout_session_required", equalTo(true)))
                .body(member("initiate_login_uri", equalTo("https://other.example/begin")));
    }

    @Test
    void section_2_the_session_is_not_required_unless_it_is_said() {
        register("\"backchannel_logout_uri\": \"http://localhost:4321/back\"")
                .then()
                .statusCode(201)
                .body(member("backchannel_logout_session_required", equalTo(false)))
                .body(member("frontchannel_logout_uri", nullValue()));
    }

    @Test
    void section_2_an_administrator_declares_the_same_and_it_is_shown() {
        declare("told", ALL).then().statusCode(201);

        stage.administrator()
                .get("/internal/resources/Client/told")
                .then()
                .body(member("backchannel_logout_uri", equalTo("http://localhost:4321/back?tenant=1")))
                .body(member("frontchannel_logout_session_required", equalTo(true)))
                .body(member("initiate_login_uri", equalTo("https://other.example/begin")));
    }

    @Test
    void section_2_what_a_client_registered_is_shown_as_a_resource() {
        String id = JsonMember.read(register(ALL).asString(), "client_id");

        stage.administrator()
                .get("/internal/resources/Client/" + id)
                .then()
                .body(member("backchannel_logout_uri", startsWith("http://localhost:4321/back")))
                .body(member("backchannel_logout_session_required", equalTo(true)))
                .body(member("frontchannel_logout_uri", startsWith("https://app.example/front")));
    }

    @ParameterizedTest
    @CsvSource({
        "backchannel_logout_uri, https://10.0.0.1/back", // rejected by the egress rules: an internal address
        "backchannel_logout_uri, http://app.example/back",
        "backchannel_logout_uri, https://app.example/back#fragment",
        "backchannel_logout_uri, /back",
        "backchannel_logout_uri, https://user@app.example/back",
        "frontchannel_logout_uri, https://app.example/front#fragment",
        "frontchannel_logout_uri, https://evil.example/front", // not the origin of a redirect URI
        "frontchannel_logout_uri, https://app.example:8443/front",
        "frontchannel_logout_uri, http://localhost/front",
        "frontchannel_logout_uri, javascript:alert(1)",
        "frontchannel_logout_uri, https://app.example/front?iss=x",
        "frontchannel_logout_uri, https://app.example/front?a=1&sid=x",
        "initiate_login_uri, https://app.example/begin?iss=x",
        "initiate_login_uri, https://app.example/begin?login_hint=x",
        "initiate_login_uri, https://app.example/begin?target_link_uri=x",
        "initiate_login_uri, http://localhost:4321/begin",
        "initiate_login_uri, http://app.example/begin"
    })
    void section_2_what_may_not_be_called_or_framed_is_refused_by_name(String field, String uri) {
        String metadata = "\"" + field + "\": \"" + uri + "\"";

        register(metadata)
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_client_metadata")))
                .body(member("error_description", containsString(field)));
        declare("refused", metadata).then().statusCode(422).body(member("field", equalTo(field)));
    }

    @Test
    void section_2_another_type_than_wanted_is_refused() {
        for (String metadata : new String[] {
            "\"backchannel_logout_uri\": 5", "\"backchannel_logout_session_required\": \"yes\"",
            "\"frontchannel_logout_uri\": [\"https://app.example/front\"]", "\"initiate_login_uri\": {}"
        }) {
            register(metadata).then().statusCode(400).body(member("error", equalTo("invalid_client_metadata")));
            declare("refused", metadata).then().statusCode(422);
        }
    }

    private static Response register(String metadata) {
        return given().contentType(ContentType.JSON)
                .body("{\"redirect_uris\": [\"https://app.example/cb\"], " + metadata + "}")
                .post("/connect/register");
    }

    private Response declare(String id, String metadata) {
        return stage.declare(id, """
                {"auth": {"authorization_code": {"redirect_uri": "https://app.example/cb", "pkce": true}}, %s}
                """.formatted(metadata));
    }
}
