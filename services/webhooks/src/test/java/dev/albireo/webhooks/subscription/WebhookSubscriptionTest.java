package dev.albireo.webhooks.subscription;

import static dev.albireo.testkit.JsonMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RoleRule;
import dev.albireo.testkit.RoleRule.RoleResponse;
import dev.albireo.testkit.StepUpRule;
import dev.albireo.testkit.StepUpRule.StepUpResponse;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The WebhookSubscription resource")
class WebhookSubscriptionTest {
    private static final String PATH = "/internal/resources/WebhookSubscription/";
    private static final String URL = "http://127.0.0.1:9/hook";
    private static final String BODY = """
            {"url": "%s", "eventTypes": ["albireo.Session*"], "headers": {"Authorization": "Basic abc"}}
            """.formatted(URL);
    private static final StepUpRule STEP_UP = new StepUpRule("dev.albireo.webhooks", Set.of());
    private static final RoleRule ROLES = new RoleRule("dev.albireo.webhooks", Map.of());

    @Inject
    TestTokens tokens;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @BeforeEach
    void no_subscriptions() {
        Await.on(() -> db.query("TRUNCATE webhook_subscription").execute());
    }

    static Stream<AdministratorCommand> commands() {
        return STEP_UP.commands();
    }

    @Test
    void is_declared_with_a_secret_that_is_shown_once() {
        put("shown-once", BODY)
                .statusCode(201)
                .header("ETag", not(equalTo(null)))
                .body(member("resourceType", equalTo("WebhookSubscription")))
                .body(member("secret", startsWith("whsec_")))
                .body(member("headerNames", contains("Authorization")))
                .body(member("signature", equalTo("v1")))
                .body(member("format", equalTo("structured")))
                .body(member("order", equalTo("none")))
                .body(member("timeout", equalTo(10_000)))
                .body(not(containsString("Basic abc")));

        String shown = get("shown-once").statusCode(200).extract().asString();

        assertThat(shown).doesNotContain("whsec_", "Basic abc").contains("\"headerNames\":[\"Authorization\"]");
        assertThat(audited("shown-once")).containsExactly("webhook-subscription.declare");
    }

    @Test
    void the_same_again_changes_nothing() {
        String first = put("the-same", BODY).extract().header("ETag");
        put("the-same", BODY).statusCode(200).header("ETag", equalTo(first)).body(not(containsString("whsec_")));
        String shown = get("the-same").extract().asString();
        put("the-same", shown).statusCode(200).header("ETag", equalTo(first));
        assertThat(audited("the-same")).hasSize(1);
    }

    @Test
    void a_replaced_secret_signs_for_a_while_too() {
        String first = put("one", BODY).extract().path("secret");
        String end = clock.instant().plusSeconds(3600).toString();
        String second = patch("one", "{\"secret\": null, \"secretOverlap\": \"PT1H\"}")
                .statusCode(200)
                .body(member("previousSecretUntil", equalTo(end)))
                .extract()
                .path("secret");
        assertThat(second).startsWith("whsec_").isNotEqualTo(first);
        get("one").body(member("previousSecretUntil", equalTo(end)));
    }

    @Test
    void an_asymmetric_key_is_never_shown_but_its_public_part_always() {
        put("one", "{\"url\": \"" + URL + "\", \"event_types\": [\"albireo.UserDeleted.v1\"], \"signature\": \"v1a\"}")
                .statusCode(201)
                .body(member("publicKey", startsWith("whpk_")))
                .body(not(containsString("whsk_")));
        get("one").body(member("publicKey", startsWith("whpk_"))).body(not(containsString("whsk_")));
        put(
                        "one",
                        "{\"url\": \"" + URL
                                + "\", \"eventTypes\": [\"albireo.*\"], \"signature\": \"v1a\", \"secret\": \"x\"}")
                .statusCode(422)
                .body(member("field", equalTo("secret")));
    }

    @Test
    void headers_do_not_follow_the_url_to_another_server() {
        put("one", BODY);
        patch("one", "{\"url\": \"http://localhost:9/hook\"}")
                .statusCode(422)
                .body(member("field", equalTo("headers")));
        patch("one", "{\"url\": \"http://localhost:9/hook\", \"headers\": {\"Authorization\": \"Basic def\"}}")
                .statusCode(200);
        patch("one", "{\"url\": \"http://127.0.0.1:9/hook\", \"headers\": null}")
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"eventTypes\": [\"albireo.*\"]} | url",
                "{\"url\": \"https://169.254.169.254/\", \"eventTypes\": [\"albireo.*\"]} | url",
                "{\"url\": \"http://127.0.0.1/\"} | eventTypes",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.Nothing.v1\"]} | eventTypes",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"colour\": 1} | colour",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"signature\": \"v2\"} | signature",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"format\": \"xml\"} | format",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"order\": \"time\"} | order",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"timeout\": 1} | timeout",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"subjectData\": [\"password\"]} | subjectData",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"secret\": \"short\"} | secret",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"secretOverlap\": \"P90D\"} | secretOverlap",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"headers\": {\"Host\": \"a\"}} | headers.Host",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.*\"], \"headers\": {\"ce-id\": \"a\"}} | headers.ce-id",
                "{\"url\": \"http://127.0.0.1/\", \"eventTypes\": [\"albireo.Totp*\"], \"filter\": {\"group\": \"a\"}} | filter.group"
            })
    void an_invalid_field_is_named(String body, String field) {
        put("bad", body).statusCode(422).body(member("field", equalTo(field)));
        get("bad").statusCode(404);
    }

    @Test
    void an_unknown_type_is_answered_with_those_that_exist() {
        put("bad", "{\"url\": \"" + URL + "\", \"eventTypes\": [\"albireo.Login*\"]}")
                .statusCode(422)
                .body(member("detail", containsString("albireo.SessionStarted.v1, albireo.SessionUpgraded.v1")));
    }

    @Test
    void conditions_dry_runs_lists_and_deletion_are_as_for_other_resources() {
        tokens.byOwner()
                .body(BODY)
                .put(PATH + "one?dryRun=true")
                .then()
                .statusCode(201)
                .body(not(containsString("whsec_")));
        get("one").statusCode(404);
        put("b", BODY);
        put("a", BODY);
        tokens.byOwner()
                .header("If-Match", "W/\"0\"")
                .body(BODY)
                .put(PATH + "a")
                .then()
                .statusCode(412);
        tokens.byOwner()
                .get(PATH.substring(0, PATH.length() - 1) + "?limit=1")
                .then()
                .body(member("items", hasSize(1)))
                .body(member("next", equalTo("a")));
        tokens.byOwner().delete(PATH + "a").then().statusCode(200);
        get("a").statusCode(404);
        tokens.byOwner().delete(PATH + "a").then().statusCode(404);
        patch("a", "{}").statusCode(404);
    }

    @Test
    void an_administrator_who_was_one_only_when_the_token_was_issued_is_rejected() {
        String subject = UUID.randomUUID().toString();
        tokens.account(subject, 2, null);
        tokens.account(subject, 1, "administrators");
        tokens.by(subject, "administrators", Duration.ZERO)
                .get(PATH + "one")
                .then()
                .statusCode(403);
        tokens.account(subject, 3, "albireo-auditors");
        tokens.by(subject, "administrators", Duration.ZERO)
                .get(PATH + "one")
                .then()
                .statusCode(404);
        tokens.by(subject, "administrators", Duration.ZERO)
                .body(BODY)
                .put(PATH + "one")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_needs_a_recent_second_factor(AdministratorCommand command) {
        STEP_UP.check(command, age -> {
            Response response =
                    tokens.by("administrators", age).body("{}").request(command.method(), command.pathOf("none"));
            return new StepUpResponse(response.statusCode(), response.asString());
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_refused_to_lesser_roles(AdministratorCommand command) {
        ROLES.check(command, group -> {
            Response response =
                    tokens.by(group, Duration.ZERO).body("{}").request(command.method(), command.pathOf("none"));
            return new RoleResponse(response.statusCode(), response.asString());
        });
    }

    private ValidatableResponse put(String id, String body) {
        return tokens.byOwner().body(body).put(PATH + id).then();
    }

    private ValidatableResponse patch(String id, String body) {
        return tokens.byOwner().body(body).patch(PATH + id).then();
    }

    private ValidatableResponse get(String id) {
        return tokens.byOwner().get(PATH + id).then();
    }

    private List<String> audited(String id) {
        return Await.on(() -> db.preparedQuery(
                        "SELECT payload::jsonb ->> 'action' AS action FROM outbox WHERE key = $1 ORDER BY id")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(row -> row.getString("action")).toList()));
    }
}
