package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.edge.Balancer;
import dev.albireo.systemtests.chaos.Ledger.Request;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Aside;
import dev.albireo.systemtests.support.Drill;
import dev.albireo.systemtests.support.Exposition;
import dev.albireo.systemtests.support.Exposition.Series;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Resources;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Replaces the processes of the previous release ({@code deploy/release/previous}) by those of this one, service by service as a cluster
 * does: the new process migrates the database while the old one serves; then both serve, the old one also after it was started again on the
 * newer schema, as for a rollback; then the new one alone.
 */
@DisplayName(
        "The previous release and this one serve side by side: no request fails, no user is signed out, no event is lost")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Drill
class RollingUpgradeTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int SOME = 60;
    private static final int BALANCERS = 7080;
    private static final String NEW = "-new";
    private static final Set<String> LOST = Set.of("albireo_events_dropped_total", "albireo_events_dead_total");

    private final Map<StackService, Balancer> balancers = new EnumMap<>(StackService.class);
    private final List<Request> requests = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private StackOptions options;
    private Stack stack;

    @BeforeAll
    @SuppressWarnings("NullAway")
    void start() {
        options = Aside.options("rolling-upgrade");
        Path previous = options.checkout().resolve(".data/previous");
        assumeThat(Files.exists(previous.resolve("commit")))
                .as("the previous release; deploy/release/previous says why it is not there")
                .isTrue();
        for (StackService service : StackService.values()) {
            options = options.without(service);
        }
        stack = Stack.start(options, System.out::println);
        for (StackService service : List.of(StackService.OAUTH, StackService.CREDENTIALS)) {
            Balancer balancer = new Balancer(port(service));
            balancer.start();
            balancers.put(service, balancer);
        }
        for (StackService service : StackService.values()) {
            begin(process(service.id(), service).of(previous));
        }
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
        balancers.values().forEach(Balancer::close);
    }

    @Test
    void through_a_rolling_upgrade() {
        URI edge = stack.edgeUri();
        Journey journey = new Journey(edge);
        Admin admin = admin();
        RelyingParty shop = RelyingParty.register(edge);
        RelyingParty machine = RelyingParty.confidential(edge);
        String name = admin.newUser("steady");
        Administration administration = new Administration(this::admin);
        try (DeliveredCodes codes = new DeliveredCodes(edge, journey, new Resources(stack.adminUri()));
                Traffic traffic = new Traffic(ledger)) {
            traffic.add("delivered codes", codes);
            traffic.add("administration", administration);
            traffic.add("kept session", new KeptSession(journey, shop, name));
            traffic.add("refresh chain", new RefreshChain(journey, machine, edge, name, ledger));
            traffic.add("whole logins", new WholeLogin(edge, journey, machine, admin));
            traffic.add("machine", new Machine(machine));
            carryOn("the previous release");

            for (StackService service : StackService.values()) {
                begin(process(service.id() + NEW, service));
                carryOn("both of " + service.id());
            }
            traffic.add("kept session of the new release", new KeptSession(journey, shop, name));
            for (StackService service : StackService.values()) {
                RunningService old = stack.service(service.id());
                old.stop();
                old.start();
            }
            traffic.awaitRound(SOON);
            carryOn("the previous release on the newer schema");
            acceptsTokensOfTheOther(journey, shop, name);

            for (StackService service : StackService.values()) {
                stack.service(service.id()).stop();
            }
            traffic.awaitRound(SOON);
            carryOn("this release alone");
        }
        assertThat(requests).filteredOn(Request::failed).isEmpty();
        assertThat(ledger.takeBroken()).isEmpty();
        assertThat(ledger.takeLostInFlight()).isEmpty();
        assertThat(new Books(stack).differences(administration.acknowledged())).isEmpty();
        for (StackService service : StackService.values()) {
            assertThat(lostEvents(stack.service(service.id() + NEW))).isEmpty();
        }
    }

    /** A refresh token of each release is good at the other, and so is what that made of it. */
    private void acceptsTokensOfTheOther(Journey journey, RelyingParty shop, String name) {
        Answer tokens = journey.tokens(journey.person(), name, shop, shop.request("openid offline_access", Map.of()));
        for (String process : List.of("oauth", "oauth" + NEW, "oauth", "oauth" + NEW)) {
            tokens = shop.refresh(
                    stack.serviceUri(process),
                    tokens.json().get("refresh_token").asText());
            assertThat(tokens.status()).as(process + " " + tokens).isEqualTo(200);
        }
    }

    private ExtraReplica process(String id, StackService service) {
        return new ExtraReplica(
                id,
                service,
                Map.of(
                        "albireo.oauth-url", "http://127.0.0.1:" + port(StackService.OAUTH),
                        "albireo.credentials-url", "http://127.0.0.1:" + port(StackService.CREDENTIALS),
                        // A fast machine sends more from its one address than a network may.
                        "albireo.limits.authorizations", "100000",
                        "albireo.attempts.delivery-per-user", "1000",
                        "albireo.attempts.delivery-per-network", "10000",
                        "quarkus.datasource.reactive.max-size", "8",
                        "quarkus.shutdown.delay", "2S"),
                true);
    }

    /** Starts a process and lets others call it. */
    private void begin(ExtraReplica replica) {
        RunningService process = stack.startInstance(replica);
        Balancer balancer = balancers.get(replica.service());
        if (balancer != null) {
            balancer.add(process.uri(), process.readiness());
        }
    }

    private int port(StackService service) {
        return BALANCERS + options.portOffset() + (service == StackService.OAUTH ? 0 : 1);
    }

    /** Returns an administrator at one of the processes of the admin API that are ready; in a cluster the Service would choose it. */
    private Admin admin() {
        List<RunningService> processes = stack.services().stream()
                .filter(process -> process.instance().service() == StackService.ADMIN)
                .filter(RunningService::isReady)
                .toList();
        return new Admin(processes.get(requests.size() % processes.size()).uri());
    }

    /** Returns what a process counted of events that were not applied. */
    private static List<Series> lostEvents(RunningService process) {
        String metrics = new Person(process.managementUri()).get("/q/metrics").body();
        return Exposition.of(metrics).series().stream()
                .filter(series -> LOST.contains(series.metric()) && series.value() > 0)
                .toList();
    }

    private void carryOn(String phase) {
        List<Request> some = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            some.addAll(ledger.takeRequests());
            return some.size() > SOME;
        });
        System.out.printf(
                "%s: %d requests, %d failed%n",
                phase, some.size(), some.stream().filter(Request::failed).count());
        requests.addAll(some);
    }
}
