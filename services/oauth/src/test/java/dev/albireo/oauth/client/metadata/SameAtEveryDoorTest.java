package dev.albireo.oauth.client.metadata;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.params.provider.ValueSource;

/** GraphQL and the admin API's files use {@code PUT} and {@code PATCH} of the resource and know no field themselves. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Client metadata is validated alike by every endpoint: registered, replaced, declared and patched")
class SameAtEveryDoorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Stage stage;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application_type                      | "desktop"
            application_type                      | 5
            contacts                              | "ops@app.example"
            contacts                              | [5]
            contacts                              | [""]
            software_id                           | {}
            software_version                      | [1]
            client_name#de                        | 5
            logo_uri#de                           | "http://app.example/l.png"
            client_uri                            | "javascript:alert(1)"
            logo_uri                              | "http://app.example/l.png"
            policy_uri                            | "//app.example"
            tos_uri                               | 5
            jwks                                  | {}
            jwks                                  | {"keys":[{"kty":"oct","k":"AAAA"}]}
            jwks_uri                              | "http://app.example/keys"
            jwks_uri                              | "https://169.254.169.254/keys"
            token_endpoint_auth_method            | "client_secret_jwt"
            token_endpoint_auth_method            | 5
            token_endpoint_auth_signing_alg       | "none"
            id_token_signed_response_alg          | "none"
            userinfo_signed_response_alg          | "HS256"
            id_token_claims                       | "all"
            id_token_claims                       | true
            request_object_signing_alg            | "none"
            id_token_encrypted_response_alg       | "RSA-OAEP-256"
            id_token_encrypted_response_enc       | "A256GCM"
            userinfo_encrypted_response_alg       | "RSA-OAEP-256"
            userinfo_encrypted_response_enc       | "A256GCM"
            request_object_encryption_alg         | "RSA-OAEP-256"
            request_object_encryption_enc         | "A256GCM"
            require_signed_request_object         | "yes"
            require_pushed_authorization_requests | "yes"
            request_uris                          | ["http://app.example/r"]
            request_uris                          | "https://app.example/r"
            default_max_age                       | -1
            default_max_age                       | "60"
            default_acr_values                    | ["a b"]
            require_auth_time                     | 1
            response_types                        | ["code","magic"]
            response_types                        | ["id_token"]
            subject_type                          | "secret"
            sector_identifier_uri                 | "http://app.example/sector"
            post_logout_redirect_uris             | ["http://app.example/bye"]
            post_logout_redirect_uris             | "https://app.example/bye"
            backchannel_logout_uri                | "http://app.example/out"
            backchannel_logout_uri                | "https://169.254.169.254/out"
            backchannel_logout_session_required   | "yes"
            frontchannel_logout_uri               | "https://elsewhere.example/out"
            frontchannel_logout_session_required  | 1
            initiate_login_uri                    | "http://localhost/login"
            grant_types                           | ["password"]
            grant_types                           | ["refresh_token"]
            grant_types                           | 5
            """)
    void a_field_that_is_wrong_is_named_at_each(String field, String value) throws JsonProcessingException {
        ObjectNode registration = JSON.createObjectNode();
        registration.putArray("redirect_uris").add(Stage.REDIRECT_URI);
        registration.set(field, JSON.readTree(value));
        ObjectNode resource = JSON.createObjectNode().put("secret", "s3cret-enough");
        resource.putObject("auth").putObject("authorization_code").put("redirect_uri", Stage.REDIRECT_URI);
        resource.set(field, JSON.readTree(value));

        registrationRefuses(post(registration), field);
        registrationRefuses(replace(registration), field);
        resourceRefuses(stage.declare("same-at-every-door", resource.toString()), field);
        resourceRefuses(patch(JSON.createObjectNode().set(field, JSON.readTree(value))), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application_type",
                "client_name#de",
                "client_uri",
                "logo_uri",
                "policy_uri",
                "tos_uri",
                "contacts",
                "software_id",
                "software_version",
                "jwks",
                "jwks_uri",
                "token_endpoint_auth_method",
                "token_endpoint_auth_signing_alg",
                "id_token_signed_response_alg",
                "userinfo_signed_response_alg",
                "id_token_claims",
                "request_object_signing_alg",
                "id_token_encrypted_response_alg",
                "require_signed_request_object",
                "require_pushed_authorization_requests",
                "request_uris",
                "default_max_age",
                "default_acr_values",
                "response_types",
                "grant_types",
                "scope",
                "subject_type",
                "sector_identifier_uri",
                "post_logout_redirect_uris",
                "backchannel_logout_uri",
                "backchannel_logout_session_required",
                "frontchannel_logout_uri",
                "initiate_login_uri"
            })
    void an_empty_field_is_an_absent_one_at_each(String field) {
        ObjectNode registration = JSON.createObjectNode().put(field, "");
        registration.putArray("redirect_uris").add(Stage.REDIRECT_URI);
        ObjectNode resource =
                JSON.createObjectNode().put("secret", "s3cret-enough").put(field, "");
        resource.putObject("auth").putObject("authorization_code").put("redirect_uri", Stage.REDIRECT_URI);

        assertThat(post(registration).statusCode()).isEqualTo(201);
        assertThat(replace(registration).statusCode()).isEqualTo(200);
        assertThat(stage.declare("same-at-every-door", resource.toString()).statusCode())
                .isIn(200, 201);
        registration.putArray(field);
        assertThat(post(registration).statusCode()).isEqualTo(201);
        assertThat(replace(registration).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contacts",
                "request_uris",
                "default_acr_values",
                "response_types",
                "post_logout_redirect_uris",
                "allowed_origins"
            })
    void an_empty_list_is_an_absent_one_in_a_declaration(String field) {
        ObjectNode resource = JSON.createObjectNode().put("secret", "s3cret-enough");
        resource.putObject("auth").putObject("authorization_code").put("redirect_uri", Stage.REDIRECT_URI);
        resource.putArray(field);

        assertThat(stage.declare("same-at-every-door", resource.toString()).statusCode())
                .isIn(200, 201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://app.example/cb?iss=x", "https://app.example/cb?a=1&state=s", "https://a.example/\u00fc"
            })
    void a_redirect_uri_that_is_not_ascii_or_has_a_parameter_of_answers_is_refused_at_each(String uri) {
        ObjectNode registration = JSON.createObjectNode();
        registration.putArray("redirect_uris").add(uri);
        ObjectNode resource = JSON.createObjectNode().put("secret", "s3cret-enough");
        resource.putObject("auth").putObject("authorization_code").put("redirect_uri", uri);

        assertThat(JsonMember.<String>read(post(registration).asString(), "error"))
                .isEqualTo("invalid_redirect_uri");
        assertThat(JsonMember.<String>read(replace(registration).asString(), "error"))
                .isEqualTo("invalid_redirect_uri");
        assertThat(stage.declare("same-at-every-door", resource.toString()).statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"openid albireo:admin", "internal:oauth"})
    void no_door_gives_a_scope_of_this_system(String scope) {
        ObjectNode registration = JSON.createObjectNode().put("scope", scope);
        registration.putArray("redirect_uris").add(Stage.REDIRECT_URI);
        ObjectNode resource = JSON.createObjectNode();
        for (String one : scope.split(" ", -1)) {
            resource.withArray("scope").add(one);
        }

        registrationRefuses(post(registration), "scope");
        registrationRefuses(replace(registration), "scope");
        resourceRefuses(patch(resource), "scope");
        resource.putObject("auth").putObject("authorization_code").put("redirect_uri", Stage.REDIRECT_URI);
        resourceRefuses(stage.declare("same-at-every-door", resource.toString()), "scope");
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example/cb, web",
        "https://app.example/cb#f, web",
        "https://*.app.example/cb, web",
        "app:/cb, native"
    })
    void a_redirect_uri_that_is_wrong_is_refused_at_each(String uri, String type) {
        ObjectNode registration = JSON.createObjectNode().put("application_type", type);
        registration.putArray("redirect_uris").add(uri);
        ObjectNode resource = JSON.createObjectNode().put("application_type", type);
        resource.putObject("auth").putObject("authorization_code").put("redirect_uri", uri);

        for (Response refused : new Response[] {post(registration), replace(registration)}) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(JsonMember.<String>read(refused.asString(), "error")).isEqualTo("invalid_redirect_uri");
            assertThat(JsonMember.<String>read(refused.asString(), "error_description"))
                    .startsWith("redirect_uris");
        }
        resourceRefuses(
                stage.declare("same-at-every-door", resource.toString()), "auth.authorization_code.redirect_uri");
        resourceRefuses(patch(resource), "auth.authorization_code.redirect_uri");
    }

    @Test
    void a_private_use_scheme_of_type_web_is_registered_as_native_and_not_declared() {
        ObjectNode registration = JSON.createObjectNode().put("application_type", "web");
        registration.putArray("redirect_uris").add("com.example.app:/cb");
        ObjectNode resource = JSON.createObjectNode().put("application_type", "web");
        resource.putObject("auth").putObject("authorization_code").put("redirect_uri", "com.example.app:/cb");

        assertThat(JsonMember.<String>read(post(registration).asString(), "application_type"))
                .isEqualTo("native");
        assertThat(JsonMember.<String>read(replace(registration).asString(), "application_type"))
                .isEqualTo("native");
        resourceRefuses(
                stage.declare("same-at-every-door", resource.toString()), "auth.authorization_code.redirect_uri");
        resourceRefuses(patch(resource), "auth.authorization_code.redirect_uri");
    }

    private static Response post(ObjectNode body) {
        return given().contentType(ContentType.JSON).body(body.toString()).post("/connect/register");
    }

    private Response replace(ObjectNode body) {
        ObjectNode valid = JSON.createObjectNode();
        valid.putArray("redirect_uris").add(Stage.REDIRECT_URI);
        Response registered = post(valid);
        ObjectNode other =
                body.deepCopy().put("client_id", JsonMember.<String>read(registered.asString(), "client_id"));
        return given().auth()
                .oauth2(JsonMember.read(registered.asString(), "registration_access_token"))
                .contentType(ContentType.JSON)
                .body(other.toString())
                .put("/connect/register/" + JsonMember.read(registered.asString(), "client_id"));
    }

    private Response patch(Object body) {
        String id = stage.register().id();
        return stage.administrator()
                .contentType("application/merge-patch+json")
                .body(body.toString())
                .patch("/internal/resources/Client/" + id);
    }

    private static void registrationRefuses(Response response, String field) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(JsonMember.<String>read(response.asString(), "error")).isEqualTo("invalid_client_metadata");
        assertThat(JsonMember.<String>read(response.asString(), "error_description"))
                .startsWith(field + ":");
    }

    private static void resourceRefuses(Response response, String field) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(422);
        assertThat(JsonMember.<String>read(response.asString(), "field")).isEqualTo(field);
    }
}
