package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.Secrets;
import dev.albireo.systemtests.support.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Clients, AuthConfigs and initial access tokens in GraphQL")
class ResourceGraphqlTest {
    private static final String SECRET = Secrets.remember("secret-" + UUID.randomUUID());
    private static final Map<String, Object> CLIENT = Map.of(
            "name",
            "Shop",
            "secret",
            SECRET,
            "grant_types",
            List.of("code"),
            "auth",
            Map.of("authorization_code", Map.of("redirect_uri", "https://a.example/cb")));

    private final Admin admin = Running.admin();
    private final Resources resources = Running.resources();
    private final String id = "graphql-" + UUID.randomUUID();

    @AfterEach
    void no_resource_is_left() {
        for (String one : List.of(id, id + "-b")) {
            resources.delete("Client/" + one);
            resources.delete("AuthConfig/" + one);
        }
    }

    @Test
    void a_client_and_an_AuthConfig_are_found_by_id_as_by_GET() {
        resources.declare("Client/" + id, CLIENT);
        resources.put("AuthConfig/" + id, Resources.seed("authconfig"));

        JsonNode data = admin.data("{ client(id: \"" + id
                + "\") { id name active firstParty grantTypes versionId resource }" + " authConfig(id: \"" + id
                + "\") { id byDefault issuerName validPastTokensCount webhookEndpoint resource } }");

        JsonNode client = data.get("client");
        JsonNode declared = resources.get("Client/" + id).json();
        assertThat(Json.parse(client.get("resource").asText())).isEqualTo(declared);
        assertThat(client.get("id").asText()).isEqualTo(id);
        assertThat(client.get("name").asText()).isEqualTo("Shop");
        assertThat(client.get("active").asBoolean()).isTrue();
        assertThat(client.get("firstParty").asBoolean()).isFalse();
        assertThat(client.get("grantTypes")).hasToString("[\"code\"]");
        assertThat(client.get("versionId")).isEqualTo(declared.at("/meta/versionId"));
        assertThat(data.toString()).doesNotContain(SECRET);
        JsonNode config = data.get("authConfig");
        assertThat(Json.parse(config.get("resource").asText()))
                .isEqualTo(resources.get("AuthConfig/" + id).json());
        assertThat(config.get("id").asText()).isEqualTo(id);
        assertThat(config.get("byDefault").asBoolean()).isFalse();
        assertThat(config.get("issuerName").asText()).isEqualTo("my-app");
        assertThat(config.get("validPastTokensCount").asInt()).isEqualTo(3);
        assertThat(config.get("webhookEndpoint").asText()).isEqualTo("https://my-app.com");
    }

    @Test
    void a_missing_resource_is_null_and_no_error() {
        JsonNode data = admin.data("{ client(id: \"" + id + "\") { id } authConfig(id: \"" + id + "\") { id } }");

        assertThat(data.get("client").isNull()).isTrue();
        assertThat(data.get("authConfig").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"clients,Client", "authConfigs,AuthConfig"})
    void pages_are_in_the_order_of_the_ids_and_go_on(String query, String type) {
        for (String one : List.of(id + "-b", id)) {
            resources.put(type + "/" + one, Resources.seed(type.equals("Client") ? "client" : "authconfig"));
        }

        JsonNode first = page(query, id.substring(0, id.length() - 1));
        assertThat(first.at("/nodes/0/id").asText()).isEqualTo(id);
        assertThat(first.get("nodes")).hasSize(1);
        assertThat(first.get("endCursor").asText()).isEqualTo(id);
        assertThat(first.get("hasNextPage").asBoolean()).isTrue();
        assertThat(page(query, first.get("endCursor").asText())
                        .at("/nodes/0/id")
                        .asText())
                .isEqualTo(id + "-b");
        JsonNode last = page(query, "zzzz");
        assertThat(last.get("nodes")).isEmpty();
        assertThat(last.get("endCursor").isNull()).isTrue();
        assertThat(last.get("hasNextPage").asBoolean()).isFalse();
    }

    @Test
    void a_refusal_of_a_query_is_an_error_of_the_same_meaning() {
        JsonNode error = error("{ clients(after: \"a b\") { nodes { id } } }");

        assertThat(error.get("message").asText()).isEqualTo("after must be the cursor of a previous page");
        assertThat(error.at("/extensions/code").asText()).isEqualTo("unprocessable");
    }

    @Test
    void a_client_gets_a_new_secret_that_is_shown_only_once() {
        resources.declare("Client/" + id, CLIENT);

        JsonNode rotated = admin.data("mutation { rotateClientSecret(clientId: \"" + id
                        + "\", overlap: \"PT1H\") { clientId secret previousValidUntil } }")
                .get("rotateClientSecret");
        assertThat(rotated.get("clientId").asText()).isEqualTo(id);
        assertThat(until(rotated.get("previousValidUntil"))).isCloseTo(Duration.ofHours(1), Duration.ofMinutes(2));
        String second = rotated.get("secret").asText();
        assertThat(authenticates(SECRET)).isTrue();
        assertThat(authenticates(second)).isTrue();
        assertThat(resources.get("Client/" + id).body()).doesNotContain(second);

        JsonNode again = admin.data(
                        "mutation { rotateClientSecret(clientId: \"" + id + "\") { secret previousValidUntil } }")
                .get("rotateClientSecret");
        assertThat(until(again.get("previousValidUntil"))).isCloseTo(Duration.ofHours(24), Duration.ofMinutes(2));
        String third = again.get("secret").asText();
        assertThat(authenticates(third)).isTrue();
        assertThat(authenticates(second)).isTrue();
        assertThat(authenticates(SECRET)).isFalse();
    }

    @Test
    void a_refused_rotation_is_an_error_of_the_same_meaning() {
        JsonNode unknown = error("mutation { rotateClientSecret(clientId: \"" + id + "\") { secret } }");
        assertThat(unknown.get("message").asText()).isEqualTo("client not found");
        assertThat(unknown.at("/extensions/code").asText()).isEqualTo("not-found");

        resources.declare("Client/" + id, CLIENT);
        JsonNode wrong =
                error("mutation { rotateClientSecret(clientId: \"" + id + "\", overlap: \"soon\") { secret } }");
        assertThat(wrong.get("message").asText()).isEqualTo("overlap must be a duration such as PT24H");
        assertThat(wrong.at("/extensions/code").asText()).isEqualTo("unprocessable");
    }

    @Test
    void a_client_is_written_as_by_PUT_PATCH_and_DELETE() {
        JsonNode created = admin.data("mutation { putClient(id: \"" + id + "\", resource: " + quoted(CLIENT)
                        + ") { id name versionId resource } }")
                .get("putClient");
        assertThat(created.get("id").asText()).isEqualTo(id);
        assertThat(created.get("name").asText()).isEqualTo("Shop");
        assertThat(Json.parse(created.get("resource").asText()))
                .isEqualTo(resources.get("Client/" + id).json());
        assertThat(authenticates(SECRET)).isTrue();

        JsonNode patched = admin.data("mutation { patchClient(id: \"" + id + "\", changes: "
                        + quoted(Map.of("tos_uri", "https://a.example/terms")) + ", ifVersionId: \""
                        + created.get("versionId").asText() + "\") { name resource } }")
                .get("patchClient");
        assertThat(patched.get("name").asText()).isEqualTo("Shop");
        assertThat(Json.parse(patched.get("resource").asText()).get("tos_uri").asText())
                .isEqualTo("https://a.example/terms");
        admin.data("mutation { patchClient(id: \"" + id + "\", changes: \"{\\\"name\\\":null}\") { id } }");
        assertThat(resources.get("Client/" + id).json().has("name")).isFalse();

        JsonNode deleted = admin.data("mutation { deleteClient(id: \"" + id + "\") { id resource } }")
                .get("deleteClient");
        assertThat(deleted.get("id").asText()).isEqualTo(id);
        assertThat(deleted.get("resource").asText()).contains("https://a.example/terms");
        assertThat(resources.get("Client/" + id).status()).isEqualTo(404);
    }

    @Test
    void an_AuthConfig_and_a_user_are_written_as_by_PUT_and_PATCH() {
        JsonNode config = admin.data("mutation { putAuthConfig(id: \"" + id + "\", resource: "
                        + quoted(Map.of("theme", Map.of("title", "Shop"))) + ") { id title versionId resource } }")
                .get("putAuthConfig");
        assertThat(config.get("title").asText()).isEqualTo("Shop");
        assertThat(Json.parse(config.get("resource").asText()))
                .isEqualTo(resources.get("AuthConfig/" + id).json());
        assertThat(admin.data("mutation { patchAuthConfig(id: \"" + id + "\", changes: "
                                + quoted(Map.of("theme", Map.of("title", "Store"))) + ", ifVersionId: \""
                                + config.get("versionId").asText() + "\") { title } }")
                        .at("/patchAuthConfig/title")
                        .asText())
                .isEqualTo("Store");
        admin.data("mutation { deleteAuthConfig(id: \"" + id + "\") { id } }");
        assertThat(resources.get("AuthConfig/" + id).status()).isEqualTo(404);

        admin.data("mutation { putUser(id: \"" + id + "\", resource: "
                + quoted(Map.of("preferred_username", id + "-a", "given_name", "Ada")) + ") { id } }");
        JsonNode user = admin.data("mutation { patchUser(id: \"" + id + "\", changes: "
                        + quoted(Map.of("family_name", "Lovelace")) + ") { username resource } }")
                .get("patchUser");
        assertThat(user.get("username").asText()).isEqualTo(id + "-a");
        assertThat(Json.parse(user.get("resource").asText()).get("name"))
                .isEqualTo(Json.parse("{\"givenName\":\"Ada\",\"familyName\":\"Lovelace\"}"));
        assertThat(resources.get("User/" + id).json())
                .isEqualTo(Json.parse(user.get("resource").asText()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "putClient(id: \"$id\", resource: $client, ifVersionId: \"1000\")",
                "patchClient(id: \"$id\", changes: \"{}\", ifVersionId: \"1000\")",
                "deleteClient(id: \"$id\", ifVersionId: \"1000\")"
            })
    void a_client_that_has_another_version_is_not_written(String mutation) {
        JsonNode before = resources.declare("Client/" + id, CLIENT).json();

        JsonNode error = error("mutation { "
                + mutation.replace("$id", id).replace("$client", quoted(Map.of("name", "Other"))) + " { id } }");

        assertThat(error.at("/extensions/code").asText()).isEqualTo("conflict");
        assertThat(resources.get("Client/" + id).json()).isEqualTo(before);
    }

    @Test
    void a_refused_write_has_the_message_of_the_owner() {
        JsonNode wrong = error(
                "mutation { putClient(id: \"" + id + "\", resource: \"{\\\"secret\\\":\\\"short\\\"}\") { id } }");
        assertThat(wrong.get("message").asText()).startsWith("secret must be text of");
        assertThat(wrong.at("/extensions/code").asText()).isEqualTo("unprocessable");
        assertThat(error("mutation { patchClient(id: \"" + id + "\", changes: \"{}\") { id } }")
                        .at("/extensions/code")
                        .asText())
                .isEqualTo("not-found");
        assertThat(error("mutation { deleteClient(id: \"" + id + "\") { id } }")
                        .at("/extensions/code")
                        .asText())
                .isEqualTo("not-found");
    }

    @Test
    void initial_access_tokens_are_issued_listed_and_revoked() {
        JsonNode issue = admin.data("mutation { issueInitialAccessToken(label: \"" + id
                        + "\", clients: 3, lifetime: \"P7D\")"
                        + " { token issued { id label clients registered issuedAt expiresAt revokedAt } } }")
                .get("issueInitialAccessToken");
        JsonNode issued = issue.get("issued");
        assertThat(issue.get("token").asText()).startsWith("it_");
        assertThat(issued.get("label").asText()).isEqualTo(id);
        assertThat(issued.get("clients").asInt()).isEqualTo(3);
        assertThat(issued.get("registered").asInt()).isZero();
        assertThat(issued.get("revokedAt").isNull()).isTrue();
        assertThat(Instant.parse(issued.get("expiresAt").asText()))
                .isCloseTo(
                        Instant.parse(issued.get("issuedAt").asText()).plus(Duration.ofDays(7)),
                        within(1, ChronoUnit.SECONDS));

        JsonNode listed = admin.data("{ initialAccessTokens { id label issuedBy expiresAt } }")
                .get("initialAccessTokens");
        assertThat(listed).anySatisfy(one -> {
            assertThat(one.get("id")).isEqualTo(issued.get("id"));
            assertThat(one.get("label").asText()).isEqualTo(id);
            assertThat(one.get("issuedBy").asText()).isNotEmpty();
            assertThat(one.get("expiresAt")).isEqualTo(issued.get("expiresAt"));
        });
        assertThat(listed.toString()).doesNotContain(issue.get("token").asText());

        JsonNode revoked = admin.data("mutation { revokeInitialAccessToken(id: \""
                        + issued.get("id").asText() + "\") { id revokedAt } }")
                .get("revokeInitialAccessToken");
        assertThat(revoked.get("id")).isEqualTo(issued.get("id"));
        assertThat(until(revoked.get("revokedAt"))).isCloseTo(Duration.ZERO, Duration.ofMinutes(2));
        JsonNode unknown = error("mutation { revokeInitialAccessToken(id: \"" + UUID.randomUUID() + "\") { id } }");
        assertThat(unknown.get("message").asText()).isEqualTo("initial access token not found");
        assertThat(unknown.at("/extensions/code").asText()).isEqualTo("not-found");
    }

    private JsonNode page(String query, String after) {
        return admin.data(
                        "{ " + query + "(first: 1, after: \"" + after + "\") { nodes { id } endCursor hasNextPage } }")
                .get(query);
    }

    private JsonNode error(String query) {
        JsonNode answer = admin.graphql(query).json();
        assertThat(answer.get("errors")).as(answer.toString()).hasSize(1);
        return answer.at("/errors/0");
    }

    private boolean authenticates(String secret) {
        return Service.of(id, secret).introspect("oauth", "x").status() == 200;
    }

    private static Duration until(JsonNode instant) {
        return Duration.between(Instant.now(), Instant.parse(instant.asText()));
    }

    private static String quoted(Map<String, ?> json) {
        return Json.write(Json.write(json));
    }
}
