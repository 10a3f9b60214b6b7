package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.Service;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Formats, dry runs, conditions and lists of declared resources")
class ResourceFormatsTest {
    private static final String CURL_TYPE = "application/x-www-form-urlencoded";

    private final Resources resources = Running.resources();
    private final String id = "format-" + UUID.randomUUID();

    @AfterEach
    void no_resource_is_left() {
        for (String type : List.of("Client", "AuthConfig", "User", "Group")) {
            resources.delete(type + "/" + id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/yaml", "application/yaml", "application/x-yaml; charset=utf-8"})
    void the_seed_s_Client_is_read_as_YAML_and_answered_as_JSON(String contentType) {
        Answer created = resources.put("Client/" + id, contentType, Resources.seed("client"));

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.header("location")).contains("/Client/" + id);
        assertThat(created.header("content-type").orElse("")).startsWith("application/json");
        JsonNode client = created.json();
        assertThat(created.header("etag"))
                .contains("W/\"" + client.at("/meta/versionId").asText() + "\"");
        assertThat(client.get("resourceType").asText()).isEqualTo("Client");
        assertThat(client.get("first_party").isBoolean()).isTrue();
        assertThat(client.get("first_party").asBoolean()).isTrue();
        assertThat(client.at("/grant_types/0").asText()).isEqualTo("code");
        JsonNode code = client.at("/auth/authorization_code");
        assertThat(code.get("redirect_uri").asText()).isEqualTo("http://localhost:3001");
        assertThat(code.get("access_token_expiration").isInt()).isTrue();
        assertThat(code.get("access_token_expiration").asInt()).isEqualTo(360);
        assertThat(Service.of(id, "verysecret").introspect("oauth", "x").status())
                .isEqualTo(200);
        assertThat(Service.of(id, "verysecret2").introspect("oauth", "x").status())
                .isEqualTo(401);
    }

    @Test
    void a_body_that_curl_declares_a_form_is_read_all_the_same() {
        String path = "AuthConfig/" + id;
        Answer created = resources.put(path, CURL_TYPE, Resources.seed("authconfig"));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertSeed(created);

        resources.declare(path, Map.of("twoFactor", Map.of("issuerName", "other")));
        Answer patched = resources.send(
                path,
                request -> request.header("Content-Type", CURL_TYPE)
                        .method("PATCH", BodyPublishers.ofString(Resources.seed("authconfig"))));
        assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
        assertSeed(patched);
    }

    @Test
    void JSON_of_no_type_is_read_as_JSON() {
        // As YAML 1.1 the escape and the tab would be rejected.
        Answer created = resources.put("User/" + id, "{\"displayName\":\"a\\/b\",\n\t\"id\":\"x\"}");

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.json().get("displayName").asText()).isEqualTo("a/b");
        assertThat(created.json().get("id").asText()).isEqualTo(id);
    }

    @Test
    void a_YAML_response_can_be_put_back_and_keeps_its_types() {
        String path = "User/" + id;
        Answer created = resources.send(
                path,
                request -> request.header("Accept", Resources.YAML)
                        .header("Content-Type", Resources.JSON)
                        .PUT(BodyPublishers.ofString("{\"displayName\":\"no\"}")));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.header("content-type").orElse("")).startsWith("text/yaml");
        assertThat(created.body()).contains("displayName: \"no\"").doesNotContain("{");

        Answer same = resources.put(path, Resources.YAML, created.body());
        assertThat(same.status()).as(same.toString()).isEqualTo(200);
        assertThat(same.json().get("displayName").isTextual()).isTrue();
        assertThat(same.json().get("displayName").asText()).isEqualTo("no");
    }

    @Test
    void JSON_is_the_format_where_any_is_accepted() {
        resources.declare("User/" + id, Map.of());

        Answer shown = resources.send("User/" + id, request -> request.header("Accept", "text/html,*/*;q=0.1"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("content-type").orElse("")).startsWith("application/json");
        assertThat(shown.json().get("id").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthConfig", "Client", "User", "Group"})
    void nothing_is_written_whose_response_the_client_does_not_accept(String type) {
        String path = type + "/" + id;
        Answer refused = resources.send(
                path,
                request -> request.header("Accept", "application/xml")
                        .PUT(BodyPublishers.ofString(Resources.seed(seedOf(type)))));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(406);
        assertThat(resources.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "AuthConfig,asidCookieMaxAge,600",
        "Client,name,Changed",
        "User,displayName,Changed",
        "Group,name,Changed"
    })
    void a_dry_run_is_answered_as_the_write_and_has_no_effect(String type, String field, String value) {
        String seed = Resources.seed(seedOf(type));
        String path = type + "/" + id;
        Answer dry = resources.put(path + "?_dryRun=true", seed);
        assertThat(dry.status()).as(dry.toString()).isEqualTo(201);
        assertThat(dry.json().get("id").asText()).isEqualTo(id);
        assertThat(resources.get(path).status()).isEqualTo(404);

        Answer written = resources.put(path + "?_dryRun=false", seed);
        assertThat(written.status()).as(written.toString()).isEqualTo(201);
        JsonNode before = resources.get(path).json();
        Answer change = resources.put(path + "?_dryRun=true", seed + "\n" + field + ": " + value + "\n");
        assertThat(change.status()).as(change.toString()).isEqualTo(200);
        assertThat(change.json().get(field).asText()).isEqualTo(value);
        assertThat(resources
                        .put(path + "?_dryRun=true", Resources.JSON, "{\"unknown\":1}")
                        .status())
                .isEqualTo(422);
        assertThat(resources.get(path).json()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthConfig", "Client", "User", "Group"})
    void a_DELETE_has_the_condition_of_its_If_Match(String type) {
        String path = type + "/" + id;
        String current =
                resources.put(path, Resources.seed(seedOf(type))).header("etag").orElseThrow();

        Answer late = deleted(path, "W/\"1000\"");
        assertThat(late.status()).as(late.toString()).isEqualTo(412);
        assertThat(resources.get(path).status()).isEqualTo(200);
        Answer deleted = deleted(path, current);
        assertThat(deleted.status()).as(deleted.toString()).isEqualTo(200);
        assertThat(deleted.json().get("id").asText()).isEqualTo(id);
        assertThat(resources.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_refusal_of_the_owner_is_passed_on_with_its_type_field_and_detail() {
        Answer refused = resources.put("Client/" + id, Resources.JSON, "{\"secret\":\"short\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.header("content-type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = refused.json();
        assertThat(problem.get("type").asText()).isEqualTo("https://albireo.dev/problems/unprocessable");
        assertThat(problem.get("field").asText()).isEqualTo("secret");
        assertThat(problem.get("detail").asText()).startsWith("secret must be text of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthConfig", "Client", "User", "Group"})
    void a_list_is_a_searchset_with_a_link_to_its_next_page(String type) {
        String second = id + "-b";
        resources.put(type + "/" + id, Resources.seed(seedOf(type)));
        resources.put(type + "/" + second, Resources.seed(seedOf(type)));

        JsonNode page = resources
                .get(type + "?_count=1&after=" + id.substring(0, id.length() - 1))
                .json();
        JsonNode last = resources.get(type + "?after=zzzz").json();
        resources.delete(type + "/" + second);

        assertThat(page.get("resourceType").asText()).isEqualTo("Bundle");
        assertThat(page.get("type").asText()).isEqualTo("searchset");
        assertThat(page.get("entry")).hasSize(1);
        assertThat(page.at("/entry/0/resource/id").asText()).isEqualTo(id);
        assertThat(page.get("link"))
                .isEqualTo(Json.parse("[{\"relation\":\"next\",\"url\":\"/" + type + "?_count=1&after=" + id + "\"}]"));
        assertThat(last.get("entry")).isEmpty();
        assertThat(last.get("link")).isEmpty();
    }

    private Answer deleted(String path, String ifMatch) {
        return resources.send(
                path, request -> request.header("If-Match", ifMatch).DELETE());
    }

    private static void assertSeed(Answer answer) {
        JsonNode twoFactor = answer.json().get("twoFactor");
        assertThat(twoFactor.get("issuerName").asText()).isEqualTo("my-app");
        assertThat(twoFactor.get("validPastTokensCount").asInt()).isEqualTo(3);
        assertThat(twoFactor.at("/webhook/endpoint").asText()).isEqualTo("https://my-app.com");
    }

    private static String seedOf(String type) {
        return type.toLowerCase(Locale.ROOT);
    }
}
