package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.process.StackException;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Resources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code make chaos}: two processes of each service, traffic of every kind, and one dependency after the other fails and returns. Takes ten
 * minutes, so no build runs it; every build runs {@link FailoverTest}.
 */
@DisplayName("No failure under load loses a session, a refresh token family or an event")
class Chaos {
    private static final Duration ABSENCE = Duration.ofSeconds(2);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Pattern ONLY = Pattern.compile(System.getProperty("albireo.chaos.only", ""));
    private final Ledger ledger = new Ledger();

    @Test
    void every_promise_is_kept() {
        try (Replicated system = Replicated.start()) {
            Stack stack = system.stack();
            Resources resources = new Resources(stack.adminUri());
            resources.declare("AuthConfig/calm", Map.of("twoFactor", Map.of("issuerName", "chaos")));
            Administration administration = new Administration(system::admin);
            List<Figures> figures = new ArrayList<>();
            try (DeliveredCodes codes = new DeliveredCodes(stack.edgeUri(), journey(stack), resources);
                    Traffic traffic = new Traffic(ledger)) {
                traffic.add("delivered codes", codes);
                traffic.add("administration", administration);
                people(stack, new Admin(stack.adminUri()), traffic);
                figures.add(under(new Disturbance("nothing", Disturbance.Excuse.NOTHING, () -> {}, () -> {})));
                disturbances(stack).stream()
                        .filter(disturbance -> ONLY.matcher(disturbance.name()).find())
                        .forEach(disturbance -> figures.add(under(disturbance)));
            }
            Report report = new Report(figures, new Books(stack).differences(administration.acknowledged()));
            report.write(Path.of(System.getProperty("albireo.checkout", ".."), "target/chaos/chaos.json"));
            System.out.println(report.table());
            assertThat(report.books()).isEmpty();
            assertThat(figures)
                    .allSatisfy(
                            line -> assertThat(line.broken()).as(line.name()).isEmpty());
            assertThat(figures)
                    .as("there was load")
                    .allSatisfy(line -> assertThat(line.requests()).isGreaterThan(50));
        }
    }

    private static Journey journey(Stack stack) {
        return new Journey(stack.edgeUri());
    }

    private void people(Stack stack, Admin admin, Traffic traffic) {
        URI edge = stack.edgeUri();
        Journey journey = journey(stack);
        RelyingParty shop = RelyingParty.register(edge);
        RelyingParty machine = RelyingParty.confidential(edge);
        String name = admin.newUser("steady");
        for (int i = 1; i <= 2; i++) {
            traffic.add("kept session " + i, new KeptSession(journey, shop, name));
            traffic.add("refresh chain " + i, new RefreshChain(journey, machine, edge, name, ledger));
        }
        traffic.add("whole logins", new WholeLogin(edge, journey, machine, admin));
        traffic.add("machine", new Machine(machine));
    }

    /** Returns each process in turn, stopped and then killed; last the two that all of them need. */
    private static List<Disturbance> disturbances(Stack stack) {
        List<Disturbance> all = new ArrayList<>();
        for (RunningService process : stack.services()) {
            all.add(Disturbance.stop(process));
            all.add(Disturbance.kill(process));
        }
        all.add(Disturbance.kafka(stack));
        all.add(Disturbance.postgres(stack));
        return all;
    }

    private Figures under(Disturbance disturbance) {
        List<String> before = ledger.takeBroken();
        ledger.takeRequests();
        long went = System.nanoTime();
        disturbance.goes().run();
        long gone = System.nanoTime();
        rest(ABSENCE);
        try {
            disturbance.comes().run();
        } catch (StackException e) {
            before.add("it does not come back: " + e.getMessage());
        }
        rest(CALM);
        before.addAll(ledger.takeBroken());
        Figures figures = Figures.of(disturbance, went, gone, ledger.takeRequests(), ledger.takeLostInFlight(), before);
        System.out.printf(
                "  %-24s %5d requests, %d failed, %d of them excused, %d broken promises%n",
                figures.name(),
                figures.requests(),
                figures.failed(),
                figures.excused(),
                figures.broken().size());
        figures.broken().forEach(promise -> System.out.println("    " + promise));
        return figures;
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
