package dev.albireo.oauth.client.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.Stage;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Any input to /connect/register is bounded and causes no fault")
class RegistrationAbuseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "1e400",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"%\"",
            "\"https://a b\"",
            "\"https://[::1\"",
            "[[]]",
            "[\"%\"]",
            "{}",
            "{\"keys\":null}",
            "{\"keys\":{}}");

    static Stream<String> fields() {
        return Stream.of(
                "redirect_uris",
                "response_types",
                "grant_types",
                "application_type",
                "contacts",
                "client_name",
                "client_name#de",
                "client_name#\u0000",
                "logo_uri",
                "logo_uri#de",
                "client_uri",
                "policy_uri",
                "tos_uri",
                "jwks_uri",
                "jwks",
                "sector_identifier_uri",
                "subject_type",
                "id_token_signed_response_alg",
                "id_token_encrypted_response_alg",
                "userinfo_signed_response_alg",
                "request_object_signing_alg",
                "token_endpoint_auth_method",
                "token_endpoint_auth_signing_alg",
                "default_max_age",
                "require_auth_time",
                "default_acr_values",
                "request_uris",
                "post_logout_redirect_uris",
                "backchannel_logout_uri",
                "backchannel_logout_session_required",
                "frontchannel_logout_uri",
                "initiate_login_uri",
                "scope",
                "software_id",
                "software_version",
                "software_statement",
                "require_pkce",
                "require_pushed_authorization_requests",
                "require_signed_request_object",
                "not_known_at_all");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_value_of_a_wrong_kind_is_refused_or_ignored(String field) throws Exception {
        for (String value : VALUES) {
            ObjectNode metadata = JSON.createObjectNode();
            metadata.putArray("redirect_uris").add(Stage.REDIRECT_URI);
            String text = metadata.toString().replaceFirst("}$", "," + JSON.valueToTree(field) + ":" + value + "}");

            Response response = post(text);

            assertThat(response.statusCode())
                    .as("%s: %s said %s", field, value, response.asString())
                    .isIn(201, 400);
            JsonNode answer = JSON.readTree(response.asString());
            assertThat(answer.has(response.statusCode() == 201 ? "client_id" : "error_description"))
                    .isTrue();
        }
    }

    @Test
    void what_is_huge_is_not_read() {
        assertThat(post("{\"client_name\":\"" + "x".repeat(70_000) + "\"}").statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 990, 1_100, 30_000})
    void what_is_nested_is_ignored_or_refused(int depth) {
        String nested = "[".repeat(depth) + "]".repeat(depth);
        for (String field : List.of("not_known_at_all", "jwks", "redirect_uris", "contacts", "client_name")) {
            Response response =
                    post("{\"redirect_uris\":[\"" + Stage.REDIRECT_URI + "\"],\"" + field + "\":" + nested + "}");

            assertThat(response.statusCode()).as(field).isIn(201, 400);
        }
    }

    @Test
    void lists_and_texts_have_an_end() {
        String many = IntStream.range(0, 60)
                .mapToObj(i -> "\"https://a.example/" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        String tags = IntStream.range(0, 101)
                .mapToObj(i -> "\"client_name#de-x" + i + "\":\"x\"")
                .collect(Collectors.joining(","));
        String uri = "\"redirect_uris\":[\"" + Stage.REDIRECT_URI + "\"]";

        for (String metadata : List.of(
                "\"redirect_uris\":" + many,
                uri + ",\"request_uris\":" + many,
                uri + ",\"post_logout_redirect_uris\":" + many,
                uri + ",\"contacts\":" + many,
                uri + "," + tags,
                uri + ",\"client_name\":\"" + "x".repeat(101) + "\"",
                uri + ",\"client_uri\":\"https://a.example/" + "x".repeat(500) + "\"",
                uri + ",\"software_id\":\"" + "x".repeat(300) + "\"",
                uri + ",\"scope\":\"" + "x".repeat(129) + "\"",
                "\"redirect_uris\":[\"https://a.example/" + "x".repeat(2000) + "\"]")) {
            assertThat(post("{" + metadata + "}").statusCode()).as(metadata).isEqualTo(400);
        }
    }

    private static Response post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/connect/register");
    }
}
