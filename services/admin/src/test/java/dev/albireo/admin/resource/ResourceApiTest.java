package dev.albireo.admin.resource;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.admin.AdminOnLoopback;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AdminOnLoopback.class)
@DisplayName("Declared resources in GraphQL, without their owners")
class ResourceApiTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients(first: 0)",
                "clients(first: 201)",
                "authConfigs(first: 0)",
                "authConfigs(first: 201)",
                "groups(first: 0)"
            })
    void a_page_has_1_to_200_resources(String page) {
        query("{ " + page + " { nodes { id } } }")
                .body(member("errors[0].message", startsWith("first: ")))
                .body(member("errors[0].extensions.code", equalTo("unprocessable")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-01", "2026-13-01T00:00:00Z", ""})
    void a_malformed_time_of_a_filter_is_named(String time) {
        query("{ userCount(filter: {lastLoginBefore: \"" + time + "\"}) }")
                .body(member("errors", hasSize(1)))
                .body(member(
                        "errors[0].message", equalTo("lastLoginBefore: must be a time such as 2026-11-01T00:00:00Z")))
                .body(member("errors[0].extensions.code", equalTo("unprocessable")));
    }

    @Test
    void malformed_JSON_and_a_malformed_version_are_not_sent_to_the_owner() {
        query("mutation { putClient(id: \"a\", resource: \"{\") { id } }")
                .body(member("data", equalTo(null)))
                .body(member("errors[0].message", containsString("the JSON is invalid at line 1")))
                .body(member("errors[0].extensions.code", equalTo("unprocessable")));
        query("mutation { patchClient(id: \"a\", changes: \"{}\", ifVersionId: \"1\\r\\nX: y\") { id } }")
                .body(member("errors[0].message", equalTo("ifVersionId must be a versionId")))
                .body(member("errors[0].extensions.code", equalTo("unprocessable")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ client(id: \"a\") { id } }",
                "{ clients { nodes { id } } }",
                "{ authConfig(id: \"a\") { id } }",
                "{ authConfigs { nodes { id } } }",
                "{ group(id: \"a\") { id } }",
                "{ groups { nodes { id } } }",
                "{ initialAccessTokens { id } }",
                "mutation { putClient(id: \"a\", resource: \"{}\") { id } }",
                "mutation { patchClient(id: \"a\", changes: \"{}\") { id } }",
                "mutation { deleteClient(id: \"a\") { id } }",
                "mutation { putGroup(id: \"a\", resource: \"{}\") { id } }",
                "mutation { patchGroup(id: \"a\", changes: \"{}\") { id } }",
                "mutation { deleteGroup(id: \"a\") { id } }",
                "mutation { putAuthConfig(id: \"a\", resource: \"{}\") { id } }",
                "mutation { patchAuthConfig(id: \"a\", changes: \"{}\") { id } }",
                "mutation { deleteAuthConfig(id: \"a\") { id } }",
                "mutation { putUser(id: \"a\", resource: \"{}\") { id } }",
                "mutation { patchUser(id: \"a\", changes: \"{}\") { id } }",
                "mutation { addGroupMembers(id: \"a\", members: [\"ann\"]) { id } }",
                "mutation { removeGroupMembers(id: \"a\", members: [\"ann\"]) { id } }",
                "mutation { rotateClientSecret(clientId: \"a\") { secret } }",
                "mutation { issueInitialAccessToken(label: \"a\") { token } }",
                "mutation { revokeInitialAccessToken(id: \"a\") { id } }"
            })
    void an_unreachable_owner_is_unavailable(String operation) {
        query(operation).body(member("errors[0].extensions.code", equalTo("unavailable")));
    }

    @Test
    void the_list_of_initial_access_tokens_has_no_field_for_their_values() {
        query("{ initialAccessTokens { token } }")
                .body(member("data", equalTo(null)))
                .body(member("errors[0].message", containsString("FieldUndefined@[initialAccessTokens/token]")));
    }

    private static ValidatableResponse query(String query) {
        return given().contentType("application/json")
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200);
    }
}
