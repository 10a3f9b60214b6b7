package dev.albireo.systemtests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Exposition;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Receiver;
import dev.albireo.systemtests.support.Receiver.Delivery;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.StackRestart;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An unavailable dependency loses no event and grants no access")
@StackRestart
class OutageTest {
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final String DELIVERIES = "SELECT count(*) FROM webhook_delivery WHERE subject LIKE ?";
    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();
    private final RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());

    @Test
    void without_kafka_people_sign_in_and_when_it_is_back_every_fact_arrives_once() {
        String name = admin.newUser("kim");
        Person kim = journey.person();
        journey.login(kim, name);
        SoftPasskey passkey = journey.enrol(kim, false);
        Database credentials = new Database("credentials");
        credentials.awaitEmpty("outbox", CATCH_UP);

        Running.stack().kafka().stop();
        Person again = journey.person();
        Answer tokens;
        String sid;
        try {
            admin.require2fa(name, true);
            Pending pending = shop.request("openid", Map.of());
            Answer login = again.follow(again.get(pending.uri()));
            Answer page = again.follow(journey.login(again, login, name));
            assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
            URI callback = journey.toCallback(again, journey.goOn(again, journey.secondFactor(again, page, passkey)));
            tokens = shop.redeem(pending, callback);
            sid = String.valueOf(RelyingParty.idToken(tokens).getClaim("sid"));
            assertThat(credentials.count("SELECT count(*) FROM outbox")).isPositive();
        } finally {
            Running.stack().kafka().start();
        }
        credentials.awaitEmpty("outbox", CATCH_UP);
        await().atMost(CATCH_UP)
                .untilAsserted(() -> assertThat(audited(sid)).containsExactly("login", "login.further-proof"));
    }

    @Test
    void with_credentials_down_an_existing_sign_on_still_gets_codes_and_tokens() {
        String name = admin.newUser("lou");
        Person lou = journey.person();
        Pending first = shop.request("openid offline_access", Map.of());
        Answer tokens = journey.tokens(lou, name, shop, first);
        Running.stack().service("credentials").stop();
        try {
            Pending second = shop.request("openid offline_access", Map.of());
            URI callback = journey.toCallback(lou, lou.get(second.uri()));
            assertThat(shop.redeem(second, callback).status()).isEqualTo(200);
            assertThat(shop.refresh(
                                    Running.stack().edgeUri(),
                                    tokens.json().get("refresh_token").asText())
                            .status())
                    .isEqualTo(200);
            assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                    .isEqualTo(200);
            Person stranger = journey.person();
            Answer answer = stranger.get(
                    shop.request("openid", Map.of("prompt", "none")).uri());
            assertThat(stranger.follow(answer).location().toString()).contains("error=login_required");
        } finally {
            Running.stack().service("credentials").start();
        }
    }

    @Test
    void with_credentials_down_declared_users_are_unavailable_and_clients_are_not() {
        Resources resources = Running.resources();
        String id = "outage-" + UUID.randomUUID();
        resources.declare("User/" + id, Map.of());
        Running.stack().service("credentials").stop();
        try {
            Answer unavailable = resources.get("User/" + id);
            assertThat(unavailable.status()).as(unavailable.toString()).isEqualTo(503);
            assertThat(unavailable.header("content-type").orElse("")).startsWith("application/problem+json");
            assertThat(admin.graphql("{ authConfig(id: \"myconfig\") { id } }")
                            .json()
                            .at("/errors/0/extensions/code")
                            .asText())
                    .isEqualTo("unavailable");
            assertThat(resources.get("Client/mywebapp").status()).isEqualTo(200);
        } finally {
            Running.stack().service("credentials").start();
        }
        await().atMost(CATCH_UP)
                .untilAsserted(
                        () -> assertThat(resources.get("User/" + id).status()).isEqualTo(200));
    }

    @Test
    void credentials_killed_between_upgrade_and_event_loses_nothing() {
        String name = admin.newUser("pat");
        Person pat = journey.person();
        journey.login(pat, name);
        SoftPasskey passkey = journey.enrol(pat, false);
        Running.stack().kafka().stop();
        String sid;
        try {
            Pending pending = shop.request("openid payment", Map.of());
            Answer page = pat.follow(pat.get(pending.uri()));
            URI callback = journey.toCallback(pat, journey.goOn(pat, journey.secondFactor(pat, page, passkey)));
            sid = String.valueOf(
                    RelyingParty.idToken(shop.redeem(pending, callback)).getClaim("sid"));
            Running.stack().service("credentials").kill();
        } finally {
            Running.stack().kafka().start();
            Running.stack().service("credentials").start();
        }
        await().atMost(CATCH_UP)
                .untilAsserted(() -> assertThat(audited(sid)).containsExactly("login", "login.further-proof"));
        assertThat(pat.get("/account").status()).isEqualTo(200);
    }

    @Test
    void no_code_that_is_still_good_is_lost_while_kafka_and_webhooks_are_away() {
        Resources resources = Running.resources();
        String config = "outage-" + UUID.randomUUID();
        try (Receiver receiver = new Receiver()) {
            resources.declare(
                    "AuthConfig/" + config,
                    Map.of(
                            "twoFactor",
                            Map.of("webhook", Map.of("endpoint", receiver.uri().toString()))));
            WebApp app = WebApp.like(Map.of("auth_config", config));
            String id = WebApp.newUser();
            Person enrolling = journey.person();
            enrolling.submit(enrolling.get("/login"), "/login", Map.of("username", id, "password", WebApp.PASSWORD));
            WebApp.enable(enrolling, 3);
            Person person = journey.person();
            Running.stack().kafka().stop();
            Running.stack().service("webhooks").stop();
            Answer page;
            try {
                page = app.signIn(person, id);
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.page().text()).contains("sending you a code");
            } finally {
                Running.stack().kafka().start();
                Running.stack().service("webhooks").start();
            }
            await().atMost(CATCH_UP).until(() -> !receiver.to(id).isEmpty());
            assertThat(app.arrived(
                            app.code(person, page, receiver.to(id).getFirst().code())))
                    .isTrue();
        } finally {
            resources.delete("AuthConfig/" + config);
        }
    }

    @Test
    void no_event_is_lost_when_one_of_two_webhooks_is_killed_while_both_deliver() {
        Resources resources = Running.resources();
        String id = "shared-" + UUID.randomUUID();
        List<String> subscriptions =
                IntStream.range(0, 4).mapToObj(i -> id + "-" + i).toList();
        RunningService other =
                Running.stack().startInstance(new ExtraReplica("webhooks-2", StackService.WEBHOOKS, Map.of(), false));
        List<String> groups = new ArrayList<>();
        try (Receiver receiver = new Receiver()) {
            subscriptions.forEach(name -> resources.declare(
                    "WebhookSubscription/" + name,
                    Map.of(
                            "url", receiver.uri().toString(),
                            "eventTypes", List.of("albireo.GroupChanged.v1"),
                            "timeout", 2000)));
            Runnable event = () -> {
                groups.add(id + "-" + groups.size());
                resources.declare("Group/" + groups.getLast(), Map.of());
            };
            double earlier = delivered("webhooks");
            await().atMost(CATCH_UP).pollInterval(Duration.ofMillis(10)).until(() -> {
                event.run();
                return groups.size() >= 40 && delivered("webhooks") > earlier && delivered("webhooks-2") > 0;
            });
            receiver.behave(Receiver.Manner.SLOW);
            int before = receiver.deliveries().size();
            IntStream.range(0, 10).forEach(i -> event.run());
            await().atMost(CATCH_UP).until(() -> receiver.deliveries().size() > before);
            other.kill();
            receiver.behave(Receiver.Manner.GOOD);

            Database webhooks = new Database("webhooks");
            await().atMost(CATCH_UP)
                    .until(() -> webhooks.count(DELIVERIES + " AND state = 'delivered'", id + "-%")
                            == (long) groups.size() * subscriptions.size());
            assertThat(webhooks.count(DELIVERIES, id + "-%")).isEqualTo((long) groups.size() * subscriptions.size());
            Map<String, Set<String>> received = receiver.deliveries().stream()
                    .collect(groupingBy(delivery -> delivery.header("webhook-id"), mapping(Delivery::body, toSet())));
            assertThat(received)
                    .hasSize(groups.size() * subscriptions.size())
                    .allSatisfy((message, bodies) -> assertThat(bodies).hasSize(1));
        } finally {
            other.stop();
            subscriptions.forEach(name -> resources.delete("WebhookSubscription/" + name));
            groups.forEach(name -> resources.delete("Group/" + name));
        }
    }

    private static double delivered(String service) {
        String metrics = new Person(Running.stack().managementUri(service))
                .get("/q/metrics")
                .body();
        return Exposition.of(metrics).series().stream()
                .filter(series -> series.metric().equals("albireo_webhook_deliveries_total"))
                .filter(series -> "delivered".equals(series.labels().get("outcome")))
                .mapToDouble(Exposition.Series::value)
                .sum();
    }

    /** Returns the recorded proofs of a session, in their order. */
    private static List<String> audited(String sid) {
        return new Database("admin")
                .texts(
                        "SELECT action FROM audit_record WHERE detail::jsonb ->> 'session' = ? AND action LIKE 'login%' ORDER BY at",
                        sid);
    }
}
