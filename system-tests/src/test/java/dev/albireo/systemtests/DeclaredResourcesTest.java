package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Declared resources, group A of the reference's checks")
class DeclaredResourcesTest {
    private final Resources resources = Running.resources();

    @ParameterizedTest
    @ValueSource(strings = {"text/yaml", "application/yaml", ""})
    void A1_the_seed_s_AuthConfig_is_taken_as_printed(String contentType) {
        String path = "AuthConfig/" + unique();
        Answer created = contentType.isEmpty()
                ? resources.put(path, Resources.seed("authconfig"))
                : resources.put(path, contentType, Resources.seed("authconfig"));

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        JsonNode config = created.json();
        assertThat(config.get("resourceType").asText()).isEqualTo("AuthConfig");
        assertThat(config.at("/twoFactor/issuerName").asText()).isEqualTo("my-app");
        assertThat(config.at("/twoFactor/validPastTokensCount").isInt()).isTrue();
        assertThat(config.at("/twoFactor/validPastTokensCount").asInt()).isEqualTo(3);
        assertThat(config.at("/twoFactor/webhook/timeout").asInt()).isEqualTo(500);
        assertThat(config.at("/twoFactor/webhook/endpoint").asText()).isEqualTo("https://my-app.com");
        assertThat(config.at("/meta/versionId").isTextual()).isTrue();
        assertThat(config.at("/meta/lastUpdated").isTextual()).isTrue();
        assertThat(config.at("/meta/createdAt").isTextual()).isTrue();
        resources.delete(path);
    }

    @Test
    void A2_JSON_replaces_it_and_each_is_shown_as_asked() {
        String path = "AuthConfig/" + unique();
        Answer created = resources.put(path, Resources.seed("authconfig"));
        Answer replaced = resources.declare(path, Map.of("twoFactor", Map.of("issuerName", "other")));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().at("/meta/versionId").asInt())
                .isGreaterThan(created.json().at("/meta/versionId").asInt());
        assertThat(replaced.json().at("/twoFactor/webhook").isMissingNode()).isTrue();
        assertThat(resources.get(path).json()).isEqualTo(replaced.json());

        Answer yaml = resources.send(path, request -> request.header("Accept", "text/yaml"));
        assertThat(yaml.header("content-type").orElse("")).startsWith("text/yaml");
        assertThat(yaml.body()).contains("issuerName:").doesNotContain("{");
        resources.delete(path);
    }

    @Test
    void A3_the_seed_s_Client_is_taken_as_printed_and_its_secret_never_shown() {
        Answer client = resources.get("Client/mywebapp");
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.body()).doesNotContain("verysecret");
        assertThat(client.json().at("/grant_types/0").asText()).isEqualTo("code");
        assertThat(client.json().at("/first_party").asBoolean()).isTrue();
        JsonNode code = client.json().at("/auth/authorization_code");
        assertThat(code.get("redirect_uri").asText()).isEqualTo("http://localhost:3001");
        assertThat(code.get("access_token_expiration").asInt()).isEqualTo(360);
        assertThat(code.get("token_format").asText()).isEqualTo("jwt");
        assertThat(code.get("secret_required").asBoolean()).isTrue();
        assertThat(code.get("refresh_token").asBoolean()).isTrue();
    }

    @Test
    void A4_the_seed_s_User_is_taken_as_printed_and_the_password_never_shown() {
        String id = unique();
        Answer user = resources.put("User/" + id, Resources.seed("user"));
        assertThat(user.status()).as(user.toString()).isEqualTo(201);
        assertThat(user.json().get("id").asText()).as("the URL's id wins").isEqualTo(id);
        assertThat(user.json().has("password")).isFalse();
        assertThat(user.header("location").orElse("")).endsWith("/User/" + id);
    }

    @ParameterizedTest(name = "{0} {1} names {2}")
    @CsvSource(delimiter = '|', textBlock = """
            AuthConfig | {"twoFactor":{"webhook":{"timeout":500}}}                                       | twoFactor.webhook.endpoint
            AuthConfig | {"twoFactor":{"validPastTokensCount":"three"}}                                  | twoFactor.validPastTokensCount
            AuthConfig | {"twoFactor":{"validPastTokensCount":-1}}                                       | twoFactor.validPastTokensCount
            AuthConfig | {"twoFactor":{"webhook":{"endpoint":"https://a.example","timeout":"x"}}}        | twoFactor.webhook.timeout
            AuthConfig | {"twoFactor":{"webhook":{"endpoint":"https://a.example","headers":["x"]}}}      | twoFactor.webhook.headers
            AuthConfig | {"theme":{"styleUrl":"not a url"}}                                              | theme.styleUrl
            AuthConfig | {"twoFactor":{"digits":8}}                                                      | twoFactor.digits
            Client     | {"grant_types":["password"]}                                                    | grant_types
            Client     | {"secrets":"x"}                                                                 | secrets
            Client     | {"auth":{"authorization_code":{"redirect_uri":"http://evil.example"}}}          | auth.authorization_code.redirect_uri
            User       | {"passwort":"x"}                                                                | passwort
            Group      | {"members":["a-name-without-user"]}                                             | members[0]
            """)
    void A5_what_is_wrong_is_named(String type, String body, String field) {
        Answer refused = resources.put(type + "/" + unique(), Resources.JSON, body);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.header("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.json().get("field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthConfig", "Client", "User", "Group"})
    void A5_what_is_not_there_is_a_404(String type) {
        assertThat(resources.get(type + "/nope").status()).isEqualTo(404);
        assertThat(resources.delete(type + "/nope").status()).isEqualTo(404);
        assertThat(resources.patch(type + "/nope", Map.of()).status()).isEqualTo(404);
        assertThat(resources
                        .send(
                                type + "/nope",
                                request -> request.header("If-Match", "*")
                                        .header("Content-Type", Resources.JSON)
                                        .PUT(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void a_patch_keeps_what_it_does_not_name_and_a_condition_protects() {
        String path = "Client/" + unique();
        resources.put(path, Resources.seed("client"));
        Answer patched = resources.patch(path, Map.of("name", "My web app"));
        assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
        assertThat(patched.json()
                        .at("/auth/authorization_code/access_token_expiration")
                        .asInt())
                .isEqualTo(360);
        String etag = patched.header("etag").orElseThrow();
        resources.patch(path, Map.of("name", "Another name"));
        Answer late = resources.send(
                path,
                request -> request.header("If-Match", etag)
                        .header("Content-Type", Resources.JSON)
                        .method("PATCH", BodyPublishers.ofString("{\"name\":\"Too late\"}")));
        assertThat(late.status()).isEqualTo(412);
        assertThat(resources.get(path).json().get("name").asText()).isEqualTo("Another name");
        assertThat(resources.delete(path).status()).isEqualTo(200);
        assertThat(resources.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthConfig", "Client", "User", "Group"})
    void a_list_is_a_bundle_that_goes_on(String type) {
        String first = unique();
        for (String id : List.of(first + "-a", first + "-b")) {
            resources.put(type + "/" + id, Resources.seed(type.toLowerCase(java.util.Locale.ROOT)));
        }
        JsonNode page = resources.get(type + "?_count=1&after=" + first).json();
        assertThat(page.get("resourceType").asText()).isEqualTo("Bundle");
        assertThat(page.at("/entry/0/resource/id").asText()).isEqualTo(first + "-a");
        String next = page.at("/link/0/url").asText();
        assertThat(resources
                        .get(next.substring(next.indexOf(type)))
                        .json()
                        .at("/entry/0/resource/id")
                        .asText())
                .isEqualTo(first + "-b");
        for (String id : List.of(first + "-a", first + "-b")) {
            resources.delete(type + "/" + id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: [", "a: b: c", "- 1\n- 2", "\"text\"", "a: &x [*x]", "a: !!java.util.Date 2020-01-01", ""})
    void a_body_that_cannot_be_read_is_refused(String body) {
        Answer refused = resources.put("AuthConfig/" + unique(), Resources.YAML, body);
        assertThat(refused.status()).as(refused.toString()).isIn(400, 422);
        assertThat(refused.header("content-type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void a_second_default_is_refused() {
        String first = unique();
        String second = unique();
        resources.declare("AuthConfig/" + first, Map.of("default", true));
        Answer refused = resources.put("AuthConfig/" + second, Resources.JSON, "{\"default\":true}");
        assertThat(refused.status()).as(refused.toString()).isIn(409, 422);
        resources.delete("AuthConfig/" + first);
    }

    @Test
    void secret_headers_of_a_webhook_are_never_shown_and_stay_where_a_write_does_not_name_them() {
        String path = "AuthConfig/" + unique();
        String value = dev.albireo.systemtests.support.Secrets.remember("header-" + UUID.randomUUID());
        Map<String, Object> webhook =
                Map.of("endpoint", "http://127.0.0.1:1/otp", "headers", Map.of("Authorization", value));
        Answer created = resources.declare(path, Map.of("twoFactor", Map.of("webhook", webhook)));
        assertThat(created.body()).doesNotContain(value);
        assertThat(resources.get(path).body()).doesNotContain(value);
        JsonNode shown = resources.get(path).json();
        assertThat(resources.put(path, Resources.JSON, Json.write(shown)).status())
                .as("what is shown can be put back")
                .isEqualTo(200);
        resources.delete(path);
    }

    @Test
    void the_same_objects_are_in_GraphQL() {
        String id = unique();
        resources.declare("User/" + id, Map.of("userName", "Name of " + id));
        assertThat(Running.admin()
                        .data("{ user(username: \"" + id + "\") { username resourceId } }")
                        .at("/user/resourceId")
                        .asText())
                .isEqualTo(id);
        String other = Running.admin().newUser("gql");
        String subject = Running.admin()
                .data("{ user(username: \"" + other + "\") { subject } }")
                .at("/user/subject")
                .asText();
        assertThat(resources.get("User/" + subject).json().get("userName").asText())
                .isEqualTo(other);
    }

    private static String unique() {
        return "t-" + UUID.randomUUID();
    }
}
