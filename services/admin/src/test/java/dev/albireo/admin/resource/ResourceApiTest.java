package dev.albireo.admin.resource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(StubOwners.class)
@DisplayName("Declared resources in GraphQL")
class ResourceApiTest {
    @Test
    void one_client_and_one_AuthConfig_are_found_by_id() {
        query(
                        "{ client(id: \"a\") { id active grantTypes resource } authConfig(id: \"b\") { id byDefault issuerName } }")
                .body("errors", equalTo(null))
                .body("data.client.id", equalTo("a"))
                .body("data.client.active", equalTo(true))
                .body("data.client.resource", containsString("\"token\":\"Bearer oauth\""))
                .body("data.authConfig.id", equalTo("b"));
    }

    @Test
    void what_is_not_there_is_null() {
        query("{ client(id: \"unknown\") { id } }")
                .body("errors", equalTo(null))
                .body("data.client", equalTo(null));
    }

    @Test
    void pages_go_on() {
        query("{ clients(first: 1) { nodes { id } endCursor hasNextPage } authConfigs { nodes { id } } }")
                .body("data.clients.nodes.id[0]", equalTo("a"))
                .body("data.clients.endCursor", equalTo("a"))
                .body("data.clients.hasNextPage", equalTo(true))
                .body("data.authConfigs.nodes.id[0]", equalTo("a"));
        query("{ clients(first: 0) { nodes { id } } }").body("errors[0].extensions.code", equalTo("unprocessable"));
    }

    @Test
    void a_refusal_is_an_error_of_the_same_meaning() {
        query("{ client(id: \"refused\") { id } }")
                .body("errors[0].message", equalTo("secret must be a string"))
                .body("errors[0].extensions.code", equalTo("unprocessable"));
    }

    @Test
    void a_client_gets_a_new_secret_that_is_shown_this_once() {
        query(
                        "mutation { rotateClientSecret(clientId: \"a\", overlap: \"PT1H\") { clientId secret previousValidUntil } }")
                .body("errors", equalTo(null))
                .body("data.rotateClientSecret.clientId", equalTo("a"))
                .body("data.rotateClientSecret.secret", equalTo("cs_PT1H"))
                .body("data.rotateClientSecret.previousValidUntil", equalTo("2026-11-23T10:00:00Z"));
        query("mutation { rotateClientSecret(clientId: \"a\") { secret } }")
                .body("data.rotateClientSecret.secret", equalTo("cs_"));
        query("mutation { rotateClientSecret(clientId: \"unknown\") { secret } }")
                .body("errors[0].message", equalTo("client not found"));
        query("mutation { rotateClientSecret(clientId: \"broken\") { secret } }")
                .body("errors[0].extensions.code", equalTo("unavailable"));
    }

    @Test
    void a_client_is_written_as_by_PUT_PATCH_and_DELETE() {
        query(
                        "mutation { putClient(id: \"a\", resource: \"{\\\"name\\\":\\\"Shop\\\"}\", ifVersionId: \"3\") { id resource } }")
                .body("errors", equalTo(null))
                .body("data.putClient.id", equalTo("a"))
                .body("data.putClient.resource", containsString("\"sent\":{\"name\":\"Shop\"}"))
                .body("data.putClient.resource", containsString("\"by\":\"PUT\""))
                .body("data.putClient.resource", containsString("\"ifMatch\":\"W/\\\"3\\\"\""));
        query("mutation { patchClient(id: \"a\", changes: \"{\\\"name\\\":null}\") { resource } }")
                .body("data.patchClient.resource", containsString("\"by\":\"PATCH\""));
        query("mutation { deleteClient(id: \"a\") { resource } }")
                .body("data.deleteClient.resource", containsString("\"by\":\"DELETE\""));
    }

    @Test
    void a_client_that_is_written_badly_is_refused_in_the_owners_words() {
        query("mutation { putClient(id: \"refused\", resource: \"{}\") { id } }")
                .body("errors[0].message", equalTo("secret must be a string"))
                .body("errors[0].extensions.code", equalTo("unprocessable"));
        query("mutation { deleteClient(id: \"unknown\") { id } }")
                .body("errors[0].extensions.code", equalTo("not-found"));
        query("mutation { putClient(id: \"a\", resource: \"{\") { id } }").body("data", equalTo(null));
        query("mutation { patchClient(id: \"a\", changes: \"{}\", ifVersionId: \"1\\r\\nX: y\") { id } }")
                .body("errors[0].extensions.code", equalTo("unprocessable"));
    }

    @Test
    void initial_access_tokens_are_given_out_listed_and_taken_back() {
        query("mutation { issueInitialAccessToken(label: \"Shops\", clients: 3, lifetime: \"P7D\")"
                        + " { token issued { id label clients registered expiresAt revokedAt } } }")
                .body("errors", equalTo(null))
                .body("data.issueInitialAccessToken.token", equalTo("it_P7D"))
                .body("data.issueInitialAccessToken.issued.label", equalTo("Shops"))
                .body("data.issueInitialAccessToken.issued.clients", equalTo(3));
        query("{ initialAccessTokens { id label issuedBy issuedAt expiresAt } }")
                .body("data.initialAccessTokens[0].id", equalTo("7"))
                .body("data.initialAccessTokens[0].issuedBy", equalTo("admin"));
        query("mutation { revokeInitialAccessToken(id: \"7\") { revokedAt } }")
                .body("data.revokeInitialAccessToken.revokedAt", equalTo("2026-11-22T11:00:00Z"));
        query("mutation { revokeInitialAccessToken(id: \"unknown\") { id } }")
                .body("errors[0].message", equalTo("initial access token not found"));
        query("{ initialAccessTokens { token } }").body("data", equalTo(null));
    }

    private static ValidatableResponse query(String query) {
        return given().contentType("application/json")
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200);
    }
}
