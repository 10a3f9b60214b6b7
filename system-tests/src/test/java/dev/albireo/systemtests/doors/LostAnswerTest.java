package dev.albireo.systemtests.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.BrokenWire;
import dev.albireo.systemtests.support.BrokenWire.Fault;
import dev.albireo.systemtests.support.BrokenWire.Lost;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threats, rule 44: an admin service of its own reaches {@code credentials} and {@code oauth} through proxies that lose answers. */
@DisplayName("A command whose answer was lost is carried out once, and its outcome is known")
@ConcurrentJourneys
@ResourceLock("broken wires") // so that its tests, which share them, follow each other
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LostAnswerTest {
    private static final String NAME = "admin-lossy";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NEW_PASSWORD = "another horse battery";

    private BrokenWire credentials;
    private BrokenWire oauth;
    private RunningService service;
    private Administrator administrator;

    @BeforeAll
    void an_admin_service_behind_broken_wires() {
        credentials = BrokenWire.to(Running.stack().serviceUri("credentials-guarded"));
        oauth = BrokenWire.to(Running.stack().serviceUri("oauth"));
        Map<String, String> settings = Map.of(
                "albireo.development", "false",
                "albireo.internal.require-actor", "true",
                "albireo.commands.deadline", "PT15S",
                "quarkus.rest-client.credentials.url", credentials.uri().toString(),
                "quarkus.rest-client.credentials.read-timeout", "3000",
                "quarkus.rest-client.oauth.url", oauth.uri().toString(),
                "quarkus.rest-client.oauth.read-timeout", "3000");
        service = Running.stack().startInstance(new ExtraReplica(NAME, StackService.ADMIN, settings, false));
        administrator = Administrator.signIn();
    }

    @AfterAll
    void end() {
        service.stop();
        credentials.close();
        oauth.close();
    }

    @ParameterizedTest
    @EnumSource
    void createUser(Lost how) {
        String name = newName();
        Fault fault = credentials.lose("POST /internal/users", how, 2);

        JsonNode created = data("mutation { createUser(input: {username: \"" + name + "\", password: \""
                + Admin.PASSWORD + "\"}) { username subject } }");

        assertThat(created.at("/createUser/username").asText()).isEqualTo(name);
        assertThat(fault.requests()).isEqualTo(3);
        assertThat(actionsOnUser(name, created.at("/createUser/subject").asText()))
                .containsOnlyOnce("user.create");
    }

    @ParameterizedTest
    @EnumSource
    void PUT_of_a_User(Lost how) {
        String name = newName();
        Fault fault = credentials.lose("PUT /internal/resources/User/" + name, how, 1);

        Answer declared = Administrator.send(
                NAME, "PUT", "/User/" + name, administrator.token(), Json.write(Map.of("displayName", "Example")));

        assertThat(declared.status()).as(declared.toString()).isEqualTo(201);
        assertThat(fault.requests()).isEqualTo(2);
        assertThat(actionsOnUser(name, subject(name)))
                .containsOnlyOnce("user.create")
                .doesNotContain("user.change");
    }

    @ParameterizedTest
    @EnumSource
    void setUserPassword(Lost how) {
        String name = Running.admin().newUser("lost");
        Fault fault = credentials.lose("PUT /internal/users/[^/ ]+/password", how, 1);

        JsonNode changed = data("mutation { setUserPassword(username: \"" + name + "\", password: \"" + NEW_PASSWORD
                + "\") { success } }");

        assertThat(changed.at("/setUserPassword/success").asBoolean()).isTrue();
        assertThat(fault.requests()).isEqualTo(2);
        assertThat(actionsOnUser(name, subject(name))).containsOnlyOnce("user.password");
        Journey journey = Running.journey();
        Person person = journey.person();
        Answer entered =
                person.submit(person.get("/login"), "/login", Map.of("username", name, "password", NEW_PASSWORD));
        assertThat(entered.status()).as(entered.toString()).isEqualTo(303);
    }

    @ParameterizedTest
    @EnumSource
    void rotateClientSecret(Lost how) {
        String client = newName();
        Running.resources().declare("Client/" + client, AdministratorOperations.CLIENT);
        Fault fault = oauth.lose("POST /internal/resources/Client/" + client + "/rotate-secret", how, 1);

        JsonNode rotated = data("mutation { rotateClientSecret(clientId: \"" + client + "\") { secret } }");

        assertThat(fault.requests()).isEqualTo(2);
        assertThat(introspect(client, rotated.at("/rotateClientSecret/secret").asText()))
                .isEqualTo(200);
        Running.resources().patch("Client/" + client, Map.of("name", "Shop"));
        assertThat(actions(client, "client.change")).containsOnlyOnce("client.rotate-secret");
    }

    @Test
    void a_refusal_is_an_outcome_and_is_not_asked_for_again() {
        String name = Running.admin().newUser("lost");
        Fault fault = credentials.lose("POST /internal/users", Lost.CLOSED, 0);

        Answer refused = graphql("mutation { createUser(input: {username: \"" + name + "\"}) { username } }");

        assertThat(code(refused)).isEqualTo("conflict");
        assertThat(fault.requests()).isOne();
    }

    @Test
    void after_the_deadline_the_error_says_that_the_outcome_is_not_known() {
        String name = newName();
        Fault fault = credentials.lose("POST /internal/users", Lost.CLOSED, Integer.MAX_VALUE);

        Answer unknown = graphql("mutation { createUser(input: {username: \"" + name + "\"}) { username } }");

        assertThat(code(unknown)).as(unknown.toString()).isEqualTo("unavailable");
        assertThat(fault.requests()).isGreaterThan(3);
        assertThat(actionsOnUser(name, subject(name))).containsOnlyOnce("user.create");
    }

    private static String newName() {
        return "lost-" + UUID.randomUUID();
    }

    private Answer graphql(String query) {
        return Administrator.send(NAME, "POST", "/graphql", administrator.token(), Json.write(Map.of("query", query)));
    }

    private JsonNode data(String query) {
        Answer answer = graphql(query);
        assertThat(answer.json().path("errors").isMissingNode())
                .as(answer.toString())
                .isTrue();
        return answer.json().path("data");
    }

    private static String code(Answer answer) {
        return answer.json().at("/errors/0/extensions/code").asText();
    }

    private static String subject(String name) {
        return Running.admin()
                .data("{ user(username: \"" + name + "\") { subject } }")
                .at("/user/subject")
                .asText();
    }

    /** Returns the audited actions up to one that follows now, so that no second one is still on its way. */
    private static List<String> actionsOnUser(String name, String subject) {
        Running.admin().data("mutation { unlockUser(username: \"" + name + "\") { success } }");
        return actions(subject, "user.unlock");
    }

    private static List<String> actions(String target, String last) {
        return await().atMost(SOON).until(() -> actions(target), list -> list.contains(last));
    }

    private static List<String> actions(String target) {
        JsonNode trail = Running.admin()
                .data("{ auditTrail(target: \"" + target + "\", first: 100) { action } }")
                .path("auditTrail");
        return StreamSupport.stream(trail.spliterator(), false)
                .map(fact -> fact.path("action").asText())
                .toList();
    }

    private static int introspect(String client, String secret) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
        Person caller = new Person(Running.stack().edgeUri());
        return caller.send(
                        caller.base().resolve("/introspect"),
                        request -> request.header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("token=x")))
                .status();
    }
}
