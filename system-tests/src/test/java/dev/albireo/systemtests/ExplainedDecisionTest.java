package dev.albireo.systemtests;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The explanation of a second-factor decision agrees with what the endpoints do")
@ConcurrentJourneys
class ExplainedDecisionTest {
    private static final int REQUESTS = 100;
    private static final int REQUESTS_WITH_POLICY = 60;
    private static final String QUERY = """
            query($name: String!, $client: String, $scope: String, $maxAge: Int, $acr: [String!]) {
              explain2fa(username: $name, clientId: $client, scope: $scope, maxAge: $maxAge, acrValues: $acr) {
                required denied step rules { rule because } policy { id fired unmet outcome } factors { type }
              }
            }
            """;

    private final URI edge = Running.stack().edgeUri();
    private final Admin admin = Running.admin();
    private final Journey journey = Running.journey();

    /** A request, as the endpoint and as the query take it. */
    private record RandomRequest(
            String user, RelyingParty client, String scope, Optional<Integer> maxAge, Optional<String> acr) {
        static RandomRequest of(Random random, List<String> users, List<RelyingParty> clients) {
            return new RandomRequest(
                    one(random, users),
                    one(random, clients),
                    one(random, List.of("openid", "openid profile", "openid email", "openid payment")),
                    one(random, List.of(Optional.empty(), Optional.empty(), Optional.of(299), Optional.of(300))),
                    one(
                            random,
                            List.of(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("aal1"),
                                    Optional.of("aal2"),
                                    Optional.of("aal2 aal1"),
                                    Optional.of("unknown"))));
        }

        private static <T> T one(Random random, List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        Map<String, String> parameters() {
            Map<String, String> parameters = new TreeMap<>();
            maxAge.ifPresent(seconds -> parameters.put("max_age", seconds.toString()));
            acr.ifPresent(values -> parameters.put("acr_values", values));
            return parameters;
        }

        Map<String, Object> variables() {
            Map<String, Object> variables =
                    new TreeMap<>(Map.of("name", user, "client", client.clientId(), "scope", scope));
            maxAge.ifPresent(seconds -> variables.put("maxAge", seconds));
            acr.ifPresent(values -> variables.put("acr", values.split(" ")));
            return variables;
        }
    }

    @Test
    void for_random_users_clients_and_requests() {
        List<String> users = users();
        List<RelyingParty> clients = clients();
        Map<String, Person> signedIn = new TreeMap<>();
        users.forEach(name -> signedIn.put(name, signedIn(name)));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int required = 0;
        for (int i = 0; i < REQUESTS; i++) {
            RandomRequest request = RandomRequest.of(random, users, clients);
            JsonNode explained = explain(request.variables());
            boolean asked = isAskedForSecondFactor(requireNonNull(signedIn.get(request.user())), request);
            assertThat(explained.path("required").asBoolean())
                    .as("seed %d: %s: %s", seed, request, explained)
                    .isEqualTo(asked);
            required += asked ? 1 : 0;
        }
        assertThat(required).as("both outcomes were tried").isBetween(5, REQUESTS - 5);
    }

    @Test
    void for_a_random_policy_of_several_rules() {
        List<String> users = users();
        List<RelyingParty> clients = clients();
        RelyingParty canary = RelyingParty.register(edge);
        Map<String, Person> signedIn = new TreeMap<>();
        users.forEach(name -> signedIn.put(name, signedIn(name)));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String policy = "SecondFactorPolicy/explained-" + UUID.randomUUID();
        Running.resources().declare(policy, Map.of("rules", rules(random, users, clients, canary)));
        try {
            awaitInForce(canary, requireNonNull(signedIn.get(users.getFirst())));
            Map<String, Integer> outcomes = new TreeMap<>();
            for (int i = 0; i < REQUESTS_WITH_POLICY; i++) {
                RandomRequest request = RandomRequest.of(random, users, clients);
                JsonNode explained = explain(request.variables());
                String met = outcome(requireNonNull(signedIn.get(request.user())), request);
                assertThat(explainedOutcome(explained))
                        .as("seed %d: %s: %s", seed, request, explained)
                        .isEqualTo(met);
                explained
                        .path("policy")
                        .forEach(rule -> assertThat(rule.path("fired").asBoolean())
                                .isEqualTo(rule.path("unmet").isEmpty()));
                outcomes.merge(met, 1, Integer::sum);
            }
            assertThat(outcomes).as("seed %d", seed).containsKeys("denied", "/login/2fa");
        } finally {
            Running.resources().delete(policy);
        }
    }

    /** Each rule names clients of this test, so that it concerns no other; the first three give each outcome a chance. */
    private static List<Map<String, Object>> rules(
            Random random, List<String> users, List<RelyingParty> clients, RelyingParty canary) {
        List<String> ids = clients.stream().map(RelyingParty::clientId).toList();
        List<Map<String, Object>> rules = new ArrayList<>(List.of(
                rule("canary", "deny", Map.of("clients", List.of(canary.clientId()))),
                rule("denied", "deny", Map.of("clients", List.of(ids.get(0)), "scopes", List.of("email", "profile"))),
                rule(
                        "required",
                        "require",
                        Map.of("clients", List.of(ids.get(1)), "scopes", List.of("email", "profile"))),
                enforced(Duration.ofDays(1), rule("tomorrow", "deny", Map.of("clients", ids))),
                enforced(
                        Duration.ofDays(-1),
                        rule(
                                "yesterday",
                                "deny",
                                Map.of("clients", List.of(ids.get(2)), "scopes", List.of("email"))))));
        for (int i = 0; i < 5; i++) {
            Map<String, Object> conditions = new TreeMap<>(Map.of("clients", List.of(RandomRequest.one(random, ids))));
            maybe(random, () -> conditions.put("users", List.of(RandomRequest.one(random, users))));
            maybe(
                    random,
                    () -> conditions.put("scopes", List.of(RandomRequest.one(random, List.of("email", "profile")))));
            maybe(random, () -> conditions.put("maxAge", RandomRequest.one(random, List.of(200, 299, 300))));
            maybe(
                    random,
                    () -> conditions.put("acrValues", List.of(RandomRequest.one(random, List.of("aal1", "unknown")))));
            rules.add(
                    rule("random-" + i, RandomRequest.one(random, List.of("require", "deny", "observe")), conditions));
        }
        return rules;
    }

    private static Map<String, Object> rule(String id, String outcome, Map<String, Object> conditions) {
        return Map.of("id", id, "outcome", outcome, "conditions", conditions);
    }

    /** Returns the rule with a time from which it is enforced, this long after now. */
    private static Map<String, Object> enforced(Duration after, Map<String, Object> rule) {
        Map<String, Object> enforced = new TreeMap<>(rule);
        enforced.put("enforceFrom", Instant.now().plus(after).toString());
        return enforced;
    }

    private static void maybe(Random random, Runnable action) {
        if (random.nextInt(3) == 0) {
            action.run();
        }
    }

    /** The other replica of {@code oauth} has the policy when PostgreSQL's notification arrives. */
    private void awaitInForce(RelyingParty canary, Person person) {
        RandomRequest request = new RandomRequest("", canary, "openid", Optional.empty(), Optional.empty());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> IntStream.range(0, 6)
                        .allMatch(i -> outcome(person, request).equals("denied")));
    }

    private static String explainedOutcome(JsonNode explained) {
        if (explained.path("denied").asBoolean()) {
            return "denied";
        }
        return explained.path("required").asBoolean() ? "/login/2fa" : "/consent";
    }

    private String outcome(Person person, RandomRequest request) {
        Answer answer = person.follow(person.get(
                request.client().request(request.scope(), request.parameters()).uri()));
        return answer.status() / 100 == 3
                        && String.valueOf(answer.location().getQuery()).contains("error=access_denied")
                ? "denied"
                : answer.uri().getPath();
    }

    @Test
    void the_policy_of_the_page_is_accepted() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("albireo.checkout", ".."), "docs/two-factor.md"));
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(example -> example.group(1))
                .filter(example -> example.contains("resourceType: SecondFactorPolicy"))
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            Answer answer = Running.resources()
                    .put("SecondFactorPolicy/example-" + UUID.randomUUID() + "?_dryRun=true", Resources.YAML, example);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        }
    }

    @Test
    void names_each_rule_with_its_reason() {
        String name = admin.newUser("kim");
        RelyingParty shop = RelyingParty.register(edge);
        assertThat(explain(Map.of("name", name)).path("step").asText()).isEqualTo("NONE");
        admin.require2fa(name, true);
        JsonNode explained =
                explain(Map.of("name", name, "client", shop.clientId(), "scope", "openid payment", "maxAge", 60));
        assertThat(explained.path("step").asText()).isEqualTo("ENROL");
        assertThat(explained.path("rules").findValuesAsText("rule"))
                .containsExactly("ADMIN_REQUIRED", "HIGH_VALUE_SCOPE", "SHORT_MAX_AGE");
        assertThat(explained.path("rules").findValuesAsText("because"))
                .containsExactly(
                        "an administrator requires it of the user",
                        "albireo.two-factor.high-value-scopes contains payment",
                        "max_age is 60 seconds, below the 300 of albireo.two-factor.short-max-age");
    }

    @Test
    void says_what_it_does_not_know() {
        String name = admin.newUser("kim");
        assertThat(error(Map.of("name", name, "client", "no-such-client"))).contains("clientId");
        RelyingParty shop = RelyingParty.register(edge);
        assertThat(error(Map.of("name", name, "client", shop.clientId(), "scope", "no-such-scope")))
                .contains("scope");
        assertThat(error(Map.of("name", "no-such-user-" + UUID.randomUUID()))).contains("User not found");
    }

    private List<String> users() {
        String plain = admin.newUser("plain");
        String required = admin.newUser("required");
        admin.require2fa(required, true);
        String member = admin.newUser("member");
        Running.resources()
                .declare(
                        "Group/explained-" + UUID.randomUUID(),
                        Map.of("requires2fa", true, "members", List.of(member)));
        return List.of(plain, plain, plain, plain, required, member);
    }

    private List<RelyingParty> clients() {
        List<RelyingParty> clients = new ArrayList<>(List.of(
                RelyingParty.register(edge),
                RelyingParty.register(edge),
                RelyingParty.register(edge, Map.of("default_max_age", 120)),
                RelyingParty.register(edge, Map.of("default_acr_values", List.of("aal2")))));
        RelyingParty strict = RelyingParty.register(edge);
        Running.resources().patch("Client/" + strict.clientId(), Map.of("require_2fa", true));
        clients.add(strict);
        return clients;
    }

    private Person signedIn(String name) {
        Person person = journey.person();
        journey.login(person, name);
        return person;
    }

    private boolean isAskedForSecondFactor(Person person, RandomRequest request) {
        Answer page = person.follow(person.get(
                request.client().request(request.scope(), request.parameters()).uri()));
        String path = page.uri().getPath();
        assertThat(path).as(request + ": " + page).isIn("/login/2fa", "/consent");
        return path.equals("/login/2fa");
    }

    /** A new account is known to {@code oauth} as soon as its event has arrived. */
    private JsonNode explain(Map<String, ?> variables) {
        Answer answer = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> graphql(variables),
                        found -> !"unavailable"
                                .equals(found.json()
                                        .at("/errors/0/extensions/code")
                                        .asText()));
        assertThat(answer.json().path("errors").isMissingNode())
                .as(answer.toString())
                .isTrue();
        return answer.json().at("/data/explain2fa");
    }

    private String error(Map<String, ?> variables) {
        return graphql(variables).json().at("/errors/0/message").asText();
    }

    private Answer graphql(Map<String, ?> variables) {
        return admin.post(Json.write(Map.of("query", QUERY, "variables", variables)));
    }
}
