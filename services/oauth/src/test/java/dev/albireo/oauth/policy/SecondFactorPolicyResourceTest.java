package dev.albireo.oauth.policy;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("/internal/resources/SecondFactorPolicy")
class SecondFactorPolicyResourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PATH = "/internal/resources/SecondFactorPolicy/";
    private static final String POLICY = PATH + "ours";

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @AfterEach
    void without_a_policy() {
        stage.administrator().delete(POLICY);
    }

    @Test
    void it_is_shown_as_it_was_declared_and_no_version_without_a_change() {
        Response declared = declare(policy("any-client", "observe"));
        String version = JsonMember.read(declared.asString(), "meta.versionId");

        declared.then()
                .statusCode(201)
                .header("ETag", "W/\"" + version + "\"")
                .body(member("resourceType", equalTo("SecondFactorPolicy")))
                .body(member("id", equalTo("ours")))
                .body(member("rules[0].id", equalTo("tested")));
        declare(policy("any-client", "observe")).then().statusCode(200).header("ETag", "W/\"" + version + "\"");
        stage.administrator()
                .get(POLICY)
                .then()
                .statusCode(200)
                .body(member("$", equalTo(JsonMember.read(declared.asString(), "$"))));
        stage.administrator()
                .get(PATH)
                .then()
                .statusCode(200)
                .body(member("items[0].meta.versionId", equalTo(version)))
                .body(member("next", nullValue()));
    }

    @Test
    void a_dry_run_validates_and_stores_nothing() {
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(policy("any-client", "deny"))
                .put(POLICY + "?dryRun=true")
                .then()
                .statusCode(201)
                .body(member("rules[0].outcome", equalTo("deny")));
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(policy("any-client", "allow"))
                .put(POLICY + "?dryRun=true")
                .then()
                .statusCode(422)
                .body(member("detail", startsWith("rules[0].outcome must be")));
        stage.administrator().get(POLICY).then().statusCode(404);
    }

    @Test
    void an_earlier_version_is_restored_as_a_new_one() {
        int first = version(declare(policy("first", "observe")));
        declare(policy("second", "observe"));

        stage.administrator()
                .contentType(ContentType.JSON)
                .header("If-Match", "W/\"" + first + "\"")
                .body(Map.of("versionId", Integer.toString(first)))
                .post(POLICY + "/restore")
                .then()
                .statusCode(412);
        Response restored = stage.administrator()
                .contentType(ContentType.JSON)
                .header("If-Match", "W/\"" + (first + 1) + "\"")
                .body(Map.of("versionId", Integer.toString(first)))
                .post(POLICY + "/restore");
        restored.then().statusCode(200).body(member("rules[0].conditions.clients[0]", equalTo("first")));
        assertThat(version(restored)).isEqualTo(first + 2);
        stage.administrator()
                .get(POLICY + "/versions?limit=2")
                .then()
                .statusCode(200)
                .body(member("items[0].versionId", equalTo(Integer.toString(first + 2))))
                .body(member("items[0].changedBy", equalTo(Stage.ADMINISTRATOR)))
                .body(member("items[1].policy.rules[0].conditions.clients[0]", equalTo("second")))
                .body(member("next", equalTo(Integer.toString(first + 1))));
        assertThat(audited("second-factor-policy.restore"))
                .anySatisfy(record -> assertThat(record)
                        .contains(
                                "\"restored\":\"" + first + "\"",
                                "\"previousVersion\":\"" + (first + 1) + "\"",
                                "~rules.tested"));
    }

    @Test
    void a_deleted_policy_can_be_restored() {
        int first = version(declare(policy("first", "observe")));
        stage.administrator().delete(POLICY).then().statusCode(200);
        stage.administrator().get(POLICY).then().statusCode(404);

        stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("versionId", Integer.toString(first)))
                .post(POLICY + "/restore")
                .then()
                .statusCode(200);
        stage.administrator().get(POLICY).then().statusCode(200);
    }

    @Test
    void bad_requests_are_told_precisely() {
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(policy("x", "deny"))
                .put(PATH + "-x")
                .then()
                .statusCode(422);
        stage.administrator().get(PATH + "other").then().statusCode(404);
        stage.administrator()
                .contentType(ContentType.JSON)
                .body("[]")
                .put(POLICY)
                .then()
                .statusCode(400);
        stage.administrator()
                .contentType(ContentType.JSON)
                .body("{}")
                .post(POLICY + "/restore")
                .then()
                .statusCode(422);
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("versionId", "999999"))
                .post(POLICY + "/restore")
                .then()
                .statusCode(404);
        stage.administrator()
                .contentType(ContentType.JSON)
                .body("{}")
                .patch(POLICY)
                .then()
                .statusCode(404);
    }

    @Test
    void the_rules_of_all_policies_are_in_force() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        declare(policy(app.id(), "observe"));
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(policy(app.id(), "deny"))
                .put(PATH + "another")
                .then()
                .statusCode(201);

        assertThat(location(app, browser)).contains("error=access_denied");
        stage.administrator().delete(PATH + "another").then().statusCode(200);
        assertThat(location(app, browser)).startsWith("/consent");
    }

    @Test
    void a_rule_that_requires_sends_a_user_to_the_second_step_and_one_that_denies_back_to_the_client() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        assertThat(location(app, browser)).startsWith("/consent");

        declare(policy(app.id(), "observe"));
        assertThat(location(app, browser)).startsWith("/consent");
        declare(policy(app.id(), "require"));
        assertThat(location(app, browser)).startsWith("/login/2fa");
        assertThat(location(stage.register(), browser)).startsWith("/consent");
        declare(policy(app.id(), "deny"));
        assertThat(location(app, browser)).contains("error=access_denied");
        assertThat(audited("authorize.second-factor"))
                .anySatisfy(record -> assertThat(record).contains("\"rules\":\"ours/tested\"", app.id()));
        stage.administrator().delete(POLICY);
        assertThat(location(app, browser)).startsWith("/consent");
    }

    @Test
    void a_second_factor_that_is_older_than_a_rule_permits_is_asked_for_again() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd", "otp");
        declare(policy(app.id(), "require").replace("\"outcome\"", "\"freshness\":60,\"outcome\""));

        assertThat(location(app, browser)).startsWith("/consent");
    }

    @Test
    void a_second_factor_that_a_rule_does_not_accept_leads_to_the_page_of_those_that_it_does() throws ParseException {
        App app = stage.register();
        declare(policy(app.id(), "require").replace("\"outcome\"", "\"factors\":[\"passkey\"],\"outcome\""));
        String location = location(app, stage.signIn("pwd", "otp"));

        assertThat(location).startsWith("/login/2fa");
        assertThat(SignedJWT.parse(Stage.query(location).get("interaction"))
                        .getJWTClaimsSet()
                        .getStringListClaim("accepted_factors"))
                .containsExactly("passkey");
        assertThat(location(app, stage.signIn("pwd", "swk"))).startsWith("/consent");
        assertThat(location(app, stage.signIn("hwk", "pwd"))).startsWith("/consent");
    }

    @Test
    void a_requested_acr_of_a_policy_is_demanded_and_claimed() throws ParseException {
        App app = stage.register();
        declare("{\"acr\":[{\"value\":\"urn:gold\",\"factors\":[\"passkey\"]}]}");
        assertThat(supportedAcrs()).containsExactly("aal1", "aal2", "phr", "urn:gold");

        String code = stage.signIn("pwd", "otp")
                .get(stage.authorize(app, "acr_values", "urn:gold"))
                .header("Location");
        assertThat(SignedJWT.parse(Stage.query(code).get("interaction"))
                        .getJWTClaimsSet()
                        .getStringListClaim("accepted_factors"))
                .containsExactly("passkey");
        for (String acr : List.of("urn:gold", "phr")) {
            assertClaimed(app, stage.signIn("pwd", "swk"), acr + " aal2", acr);
        }
        assertClaimed(app, stage.signIn("pwd", "swk"), "aal2 urn:gold", "aal2");
        assertClaimed(app, stage.signIn("pwd", "otp"), "urn:gold aal2", "aal2");
        assertClaimed(app, stage.signIn("pwd", "swk"), "unknown", "aal2");
        stage.administrator()
                .contentType(ContentType.JSON)
                .body("{\"acr\":[{\"value\":\"urn:gold\"}]}")
                .put(PATH + "another")
                .then()
                .statusCode(409);
        stage.administrator().delete(POLICY);
        assertThat(supportedAcrs()).containsExactly("aal1", "aal2", "phr");
    }

    private List<String> supportedAcrs() {
        return JsonMember.read(given().get("/.well-known/openid-configuration").asString(), "acr_values_supported");
    }

    private void assertClaimed(App app, Browser browser, String requested, String claimed) throws ParseException {
        Response response = browser.get(stage.authorize(app, "acr_values", requested));
        if (response.header("Location").startsWith("/consent")) {
            response = browser.get(
                    stage.approve(browser, response.header("Location")).header("Location"));
        }
        String tokens = stage.redeem(
                        app, Stage.query(response.header("Location")).get("code"))
                .asString();
        assertThat(SignedJWT.parse(JsonMember.read(tokens, "id_token"))
                        .getJWTClaimsSet()
                        .getStringClaim("acr"))
                .isEqualTo(claimed);
        stage.token(app)
                .formParam("token", JsonMember.<String>read(tokens, "access_token"))
                .post("/introspect")
                .then()
                .body(member("acr", equalTo(claimed)));
    }

    @Test
    void a_grant_obeys_rules_about_its_client_and_its_scopes() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String refresh = JsonMember.read(
                stage.redeem(app, stage.code(app, browser, "openid offline_access"))
                        .asString(),
                "refresh_token");

        declare(policy(app.id(), "require"));
        stage.refresh(app, refresh)
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_grant")))
                .body(member("error_description", equalTo("a second factor is required; start a new authorization")));
        declare(policy(app.id(), "deny"));
        stage.refresh(app, refresh)
                .then()
                .statusCode(400)
                .body(member("error_description", equalTo("the second-factor policy denies the request")));
        declare("""
                {"rules":[{"id":"tested","outcome":"deny","conditions":{"users":["alice"],"clients":["%s"]}}]}""".formatted(app.id()));
        stage.refresh(app, refresh).then().statusCode(200);
    }

    @Test
    void a_rule_with_enforceFrom_concerns_requests_and_grants_from_then_on() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String refresh = JsonMember.read(
                stage.redeem(app, stage.code(app, browser, "openid offline_access"))
                        .asString(),
                "refresh_token");
        Instant from = clock.instant().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        declare(policy(app.id(), "require").replace("\"outcome\"", "\"enforceFrom\":\"" + from + "\",\"outcome\""))
                .then()
                .statusCode(201)
                .body(member("rules[0].enforceFrom", equalTo(from.toString())));

        assertThat(location(app, browser)).startsWith("https://app.example/cb?code=");
        Response refreshed = stage.refresh(app, refresh);
        refreshed.then().statusCode(200);

        clock.advance(Duration.ofSeconds(60));
        assertThat(location(app, browser)).startsWith("/login/2fa");
        stage.refresh(app, JsonMember.read(refreshed.asString(), "refresh_token"))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_grant")));
    }

    @Test
    void a_version_that_another_replica_adds_is_in_force_as_soon_as_its_notification_arrives() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        assertThat(location(app, browser)).startsWith("/consent");

        db.query("""
                INSERT INTO second_factor_policy (id, version, document, changed_by, changed_at, created_at)
                SELECT 'ours', coalesce(max(version), 0) + 1, '%s', 'another replica', now(), now()
                  FROM second_factor_policy WHERE id = 'ours'""".formatted(policy(app.id(), "require"))).execute().await().atMost(LIMIT);

        await().atMost(LIMIT).until(() -> location(app, browser).startsWith("/login/2fa"));
    }

    private String location(App app, Browser browser) {
        return browser.get(stage.authorize(app)).header("Location");
    }

    private Response declare(String policy) {
        return stage.administrator().contentType(ContentType.JSON).body(policy).put(POLICY);
    }

    private static String policy(String client, String outcome) {
        return "{\"rules\":[{\"id\":\"tested\",\"outcome\":\"" + outcome + "\",\"conditions\":{\"clients\":[\"" + client
                + "\"]}}]}";
    }

    private static int version(Response response) {
        return Integer.parseInt(JsonMember.read(response.asString(), "meta.versionId"));
    }

    private List<String> audited(String action) {
        return StreamSupport.stream(
                        db.query("SELECT payload FROM outbox WHERE payload LIKE '%" + action + "%'")
                                .execute()
                                .await()
                                .atMost(LIMIT)
                                .spliterator(),
                        false)
                .map(row -> row.getString("payload"))
                .toList();
    }
}
