package dev.albireo.credentials.authconfig;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.protocol.JweKey;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthConfigResourceTest {
    private static final String ROOT = "/internal/resources/AuthConfig";
    private static final String SEED = """
            {"twoFactor":{"issuerName":"my-app","validPastTokensCount":3,
             "webhook":{"endpoint":"https://my-app.com","timeout":500}}}""";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Inject
    TestTokens tokens;

    @Inject
    AuthConfigs configs;

    @Inject
    Outboxed outboxed;

    @Inject
    FixedClock clock;

    @Inject
    @ConfigProperty(name = "albireo.keys.delivery")
    String deliveryKey;

    @AfterEach
    void none_is_left() {
        JsonMember.<List<String>>read(admin().get(ROOT + "?limit=200").asString(), "items[*].id")
                .forEach(id -> admin().delete(ROOT + "/" + id).then().statusCode(200));
    }

    @Test
    void the_seeds_body_is_accepted_as_it_is_and_holds_at_once() {
        put("myconfig", SEED)
                .then()
                .statusCode(201)
                .header("ETag", startsWith("W/\""))
                .body(member("resourceType", equalTo("AuthConfig")))
                .body(member("id", equalTo("myconfig")))
                .body(member("twoFactor.issuerName", equalTo("my-app")))
                .body(member("twoFactor.validPastTokensCount", is(3)))
                .body(member("twoFactor.webhook.timeout", is(500)))
                .body(member("twoFactor.webhook.secret", startsWith("whsec_")));
        AuthConfig active = Await.on(() -> configs.active(Optional.empty()));
        assertThat(active.issuerName()).isEqualTo("my-app");
        assertThat(active.validPastTokensCount()).isEqualTo(3);
        assertThat(active.webhook())
                .contains(new AuthConfig.WebhookEndpoint("https://my-app.com", Duration.ofMillis(500)));
    }

    @Test
    void a_dry_run_answers_what_a_write_would_and_leaves_all_as_it_is() {
        admin().contentType(ContentType.JSON)
                .body(SEED)
                .put(ROOT + "/rehearsed?dryRun=true")
                .then()
                .statusCode(201)
                .body(member("twoFactor.issuerName", equalTo("my-app")))
                .body(member("twoFactor.webhook", not(hasKey("secret"))));
        get("rehearsed").then().statusCode(404);
        put("rehearsed", SEED);

        admin().contentType(ContentType.JSON)
                .body(SEED.replace("500", "600"))
                .put(ROOT + "/rehearsed?dryRun=true")
                .then()
                .statusCode(200)
                .body(member("twoFactor.webhook.timeout", is(600)));
        get("rehearsed").then().body(member("twoFactor.webhook.timeout", is(500)));
    }

    @Test
    void a_generated_signing_key_is_shown_once() {
        put("shown-once", SEED).then().body(member("twoFactor.webhook", hasKey("secret")));
        put("shown-once", SEED.replace("500", "600"))
                .then()
                .statusCode(200)
                .body(member("twoFactor.webhook", not(hasKey("secret"))));
        get("shown-once").then().body(member("twoFactor.webhook", not(hasKey("secret"))));
    }

    @Test
    void of_headers_their_names_are_shown_and_what_was_shown_can_be_put_back() throws Exception {
        put(
                        "hooked",
                        hook("\"headers\":{\"X-Test\":\"1\",\"Authorization\":\"Basic abc\"},\"secret\":\"" + SECRET
                                + "\""))
                .then()
                .statusCode(201)
                .body(member("twoFactor.webhook.headerNames", contains("Authorization", "X-Test")))
                .body(member("twoFactor.webhook", not(hasKey("headers"))))
                .body(member("twoFactor.webhook", not(hasKey("secret"))));
        String shown = get("hooked").asString();
        String version = JsonMember.read(get("hooked").asString(), "meta.versionId");
        assertThat(shown).doesNotContain("Basic abc").doesNotContain(SECRET);
        put("hooked", shown).then().statusCode(200).body(member("meta.versionId", equalTo(version)));
        JsonNode encrypted = lastSealed("hooked");
        assertThat(encrypted.at("/headers/Authorization").asText()).isEqualTo("Basic abc");
        assertThat(encrypted.at("/secret").asText()).isEqualTo(SECRET);
    }

    @Test
    void a_write_that_changes_nothing_is_no_new_version_and_writes_no_audit() {
        String whole = """
                {"default":true,"asidCookieMaxAge":600,"theme":{"title":"Shop","brand":"Shop"},
                 "twoFactor":{"issuerName":"my-app","validPastTokensCount":3,"webhook":{"timeout":500,
                  "endpoint":"https://my-app.com","headers":{"X-Test":"1"},"secret":"%s"}}}""".formatted(SECRET);
        String version = JsonMember.read(put("same", whole).asString(), "meta.versionId");
        for (String again :
                List.of(whole, get("same").asString(), whole.replace("\"headers\":{\"X-Test\":\"1\"},", ""))) {
            put("same", again).then().statusCode(200).body(member("meta.versionId", equalTo(version)));
        }
        patch("same", "{\"theme\":{\"title\":\"Shop\",\"styleUrl\":null}}")
                .then()
                .body(member("meta.versionId", equalTo(version)));
        assertThat(outboxed.of("albireo.AuditRecorded.v1", "same")).hasSize(1);
        assertThat(outboxed.of("albireo.AuthConfigChanged.v1", "same")).hasSize(1);

        put("same", whole.replace("500", "501")).then().body(member("meta.versionId", not(equalTo(version))));
        assertThat(outboxed.of("albireo.AuditRecorded.v1", "same")).hasSize(2);
    }

    @Test
    void an_empty_text_is_an_absent_one() throws Exception {
        put("empty", hook("\"secret\":\"" + SECRET + "\""));
        put("empty", """
                {"theme":{"title":"","brand":"","styleUrl":"","forgotPasswordUrl":""},"twoFactor":{"issuerName":"",
                 "webhook":{"endpoint":"https://hooks.example.com/otp","secret":"","timeout":900}}}""")
                .then()
                .statusCode(200)
                .body(member("theme", nullValue()))
                .body(member("twoFactor.issuerName", nullValue()))
                .body(member("twoFactor.webhook", not(hasKey("secret"))));
        assertThat(lastSealed("empty").at("/secret").asText()).isEqualTo(SECRET);
        String version = JsonMember.read(get("empty").asString(), "meta.versionId");
        patch("empty", "{\"theme\":{\"title\":\"\"}}").then().body(member("meta.versionId", equalTo(version)));
    }

    @Test
    void secret_headers_do_not_follow_to_another_server_unless_they_are_named_again() throws Exception {
        put("moving", hook("\"headers\":{\"Authorization\":\"Basic abc\"}"));
        String elsewhere = hook("\"timeout\":900").replace("hooks.example.com", "evil.example.com");
        put("moving", elsewhere).then().statusCode(422).body(member("field", equalTo("twoFactor.webhook.headers")));
        patch("moving", elsewhere).then().statusCode(422).body(member("field", equalTo("twoFactor.webhook.headers")));
        patch("moving", elsewhere.replace("\"timeout\":900", "\"headers\":{\"X-Other\":\"1\"}"))
                .then()
                .statusCode(422);
        patch("moving", hook("\"timeout\":900").replace("/otp", "/other"))
                .then()
                .statusCode(200);
        put("moving", elsewhere.replace("\"timeout\":900", "\"headers\":{\"X-Other\":\"1\"}"))
                .then()
                .statusCode(200);
        assertThat(lastSealed("moving").at("/headers").toString()).isEqualTo("{\"X-Other\":\"1\"}");
    }

    @Test
    void a_patch_merges_what_is_write_only_as_well() throws Exception {
        put("patched", hook("\"headers\":{\"X-One\":\"1\",\"X-Two\":\"2\"},\"secret\":\"" + SECRET + "\""));
        patch(
                        "patched",
                        "{\"twoFactor\":{\"webhook\":{\"headers\":{\"X-One\":null,\"X-Three\":\"3\"},\"timeout\":900}}}")
                .then()
                .statusCode(200)
                .body(member("twoFactor.webhook.headerNames", contains("X-Three", "X-Two")))
                .body(member("twoFactor.webhook.timeout", is(900)));
        assertThat(lastSealed("patched").at("/headers").toString()).isEqualTo("{\"X-Three\":\"3\",\"X-Two\":\"2\"}");
        patch("patched", "{\"twoFactor\":{\"webhook\":null}}").then().body(member("twoFactor", nullValue()));
        patch("nowhere", "{}").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"twoFactor\":{\"webhook\":{\"timeout\":500}}}|twoFactor.webhook.endpoint",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://u:p@a.example\"}}}|twoFactor.webhook.endpoint",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://127.0.0.1/\"}}}|twoFactor.webhook.endpoint",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"timeout\":\"5\"}}}|twoFactor.webhook.timeout",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"timeout\":49}}}|twoFactor.webhook.timeout",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":[]}}}|twoFactor.webhook.headers",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":{\"Host\":\"b\"}}}}|twoFactor.webhook.headers.Host",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":{\"Webhook-Id\":\"b\"}}}}|twoFactor.webhook.headers.Webhook-Id",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":{\"te\":\"b\"}}}}|twoFactor.webhook.headers.te",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":{\"X Y\":\"b\"}}}}|twoFactor.webhook.headers.?",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":{\"X\":\"a\\r\\nB: c\"}}}}|twoFactor.webhook.headers.X",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"secret\":\"abc\"}}}|twoFactor.webhook.secret",
                "{\"twoFactor\":{\"validPastTokensCount\":\"three\"}}|twoFactor.validPastTokensCount",
                "{\"twoFactor\":{\"validPastTokensCount\":-1}}|twoFactor.validPastTokensCount",
                "{\"twoFactor\":{\"issuerName\":\"a:b\"}}|twoFactor.issuerName",
                "{\"twoFactor\":{\"issuerName\":\" \"}}|twoFactor.issuerName",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"\"}}}|twoFactor.webhook.endpoint",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":{\"X\":\"\"}}}}|twoFactor.webhook.headers.X",
                "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://a.example\",\"headers\":{\"X\\u0000\":\"b\"}}}}|twoFactor.webhook.headers",
                "{\"theme\":{\"title\":\"a\\u0000b\"}}|theme.title",
                "{\"theme\":{\"styleUrl\":\"javascript:alert(1)\"}}|theme.styleUrl",
                "{\"theme\":{\"forgotPasswordUrl\":\"/forgot\"}}|theme.forgotPasswordUrl",
                "{\"theme\":{\"brand\":\"https://a b/\"}}|theme.brand",
                "{\"theme\":{\"colour\":\"red\"}}|theme.colour",
                "{\"asidCookieMaxAge\":59}|asidCookieMaxAge",
                "{\"default\":\"yes\"}|default",
                "{\"twofactor\":{}}|twofactor"
            })
    void what_is_wrong_is_named(String body, String field) {
        put("wrong", body).then().statusCode(422).body(member("field", equalTo(field)));
        get("wrong").then().statusCode(404);
    }

    @Test
    void a_second_default_is_refused_by_the_name_of_the_first() {
        put("first", "{\"default\":true}").then().statusCode(201);
        put("second", "{\"default\":true}")
                .then()
                .statusCode(409)
                .body(member("field", equalTo("default")))
                .body(member("detail", equalTo("the AuthConfig first is the default")));
    }

    @Test
    void the_named_one_holds_else_the_default_else_the_oldest_else_none() {
        assertThat(active("unknown")).isEmpty();
        put("older", "{}");
        clock.advance(Duration.ofSeconds(1));
        put("newer", "{}");
        assertThat(active("unknown")).isEqualTo("older");
        put("marked", "{\"default\":true}");
        assertThat(active("unknown")).isEqualTo("marked");
        assertThat(active("newer")).isEqualTo("newer");
    }

    @Test
    void versions_are_compared_and_a_declared_anew_is_newer_than_its_end() {
        String first = JsonMember.read(put("versioned", "{}").asString(), "meta.versionId");
        admin().header("If-Match", "W/\"0\"")
                .contentType(ContentType.JSON)
                .body("{}")
                .put(ROOT + "/versioned")
                .then()
                .statusCode(412);
        admin().delete(ROOT + "/versioned").then().statusCode(200).body(member("id", equalTo("versioned")));
        admin().delete(ROOT + "/versioned").then().statusCode(404);
        assertThat(outboxed.last("albireo.AuthConfigDeleted.v1", "versioned")
                        .path("version")
                        .asInt())
                .isGreaterThan(Integer.parseInt(first));
        String anew = JsonMember.read(put("versioned", "{}").asString(), "meta.versionId");
        assertThat(Integer.parseInt(anew)).isGreaterThan(Integer.parseInt(first) + 1);
    }

    @Test
    void the_list_is_paged_by_id() {
        put("b", "{}");
        put("a", "{}");
        Response page = admin().get(ROOT + "?limit=1");
        assertThat(JsonMember.<List<String>>read(page.asString(), "items[*].id"))
                .containsExactly("a");
        admin().get(ROOT + "?limit=1&after=" + JsonMember.read(page.asString(), "next"))
                .then()
                .body(member("items[*].id", contains("b")))
                .body(member("next", nullValue()));
    }

    @Test
    void an_id_that_no_resource_can_have_is_refused() {
        put("a%20b", "{}").then().statusCode(422).body(member("field", equalTo("id")));
    }

    @Test
    void who_proved_the_second_factor_long_ago_must_do_so_again() {
        given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.administrator(Duration.ofMinutes(6)))
                .contentType(ContentType.JSON)
                .body("{}")
                .put(ROOT + "/stale")
                .then()
                .statusCode(403)
                .body(member("type", equalTo("https://albireo.dev/problems/fresh-proof-required")));
        get("stale").then().statusCode(404);
    }

    private String active(String named) {
        return Await.on(() -> configs.active(Optional.of(named))).id();
    }

    private JsonNode lastSealed(String id) throws Exception {
        String encrypted = outboxed.last("albireo.AuthConfigChanged.v1", id)
                .at("/config/webhook/sealed")
                .asText();
        return new ObjectMapper().readTree(JweKey.ofBase64(deliveryKey).decrypt(encrypted, "webhook+jwe"));
    }

    private static String hook(String more) {
        return "{\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://hooks.example.com/otp\"," + more + "}}}";
    }

    private Response put(String id, String body) {
        return admin().contentType(ContentType.JSON)
                .body(body)
                .urlEncodingEnabled(false)
                .put(ROOT + "/" + id);
    }

    private Response patch(String id, String body) {
        return admin().contentType("application/merge-patch+json").body(body).patch(ROOT + "/" + id);
    }

    private Response get(String id) {
        return admin().get(ROOT + "/" + id);
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator());
    }
}
