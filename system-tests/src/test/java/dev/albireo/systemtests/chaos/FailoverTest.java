package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.RunningService;
import dev.albireo.systemtests.chaos.Ledger.Request;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.StackRestart;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The short form of {@link Chaos}, for every build: one of two processes of {@code oauth} ends under load and is replaced. It comes before
 * those that restart Kafka, after which earlier members stay in the consumer groups for a while.
 */
@DisplayName("The end of one process of oauth loses nothing")
@StackRestart
@Order(Order.DEFAULT + 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverTest {
    private static final int CALLERS = 6;
    private static final String GROUP = "albireo-oauth";
    private final URI edge = Running.stack().edgeUri();
    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();
    private final RunningService second = Running.stack().service("oauth-2");
    private final Groups groups = new Groups(Running.stack().kafka().bootstrapServers());
    private final Ledger ledger = new Ledger();

    /** Before a process was killed, whose members stay in the group for some seconds after its next start. */
    @Test
    @Order(1)
    void a_stopped_instance_fails_no_request_and_leaves_its_consumer_group() throws Exception {
        Running.awaitTraining();
        int before = groups.members(GROUP);
        List<Request> requests = underLoad(() -> {
            second.stop();
            assertThat(groups.members(GROUP))
                    .as("who leaves without a word keeps its partitions for some seconds")
                    .isEqualTo(before / 2);
        });
        assertThat(requests).filteredOn(Request::failed).isEmpty();
        assertThat(ledger.takeBroken()).isEmpty();
        assertThat(ledger.takeLostInFlight()).isEmpty();
        assertThat(Files.readString(Path.of("/proc/" + second.pid() + "/maps")))
                .as("started from its ahead-of-time cache")
                .contains(".aot");
    }

    @Test
    void one_that_is_killed_fails_what_it_was_answering_and_no_more() {
        long[] gone = new long[1];
        List<Request> requests = underLoad(() -> {
            second.kill();
            gone[0] = System.nanoTime();
        });
        List<Request> failed = requests.stream().filter(Request::failed).toList();
        assertThat(failed).hasSizeLessThanOrEqualTo(CALLERS);
        assertThat(failed)
                .allSatisfy(request -> assertThat(request.since() - gone[0])
                        .as("in flight: " + request)
                        .isNegative());
        assertThat(ledger.takeBroken()).isEmpty();
    }

    /** Returns the requests during the end and the return of the second process. A login that had begun before continues meanwhile. */
    private List<Request> underLoad(Runnable disturbance) {
        RelyingParty shop = RelyingParty.register(edge);
        RelyingParty machine = RelyingParty.confidential(edge);
        String name = admin.newUser("steady");
        Person halfWay = journey.person();
        Pending pending = shop.request("openid", Map.of());
        Answer page = halfWay.follow(halfWay.get(pending.uri()));
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS / 3; i++) {
            callers.add(new KeptSession(journey, shop, name));
            callers.add(new RefreshChain(journey, machine, edge, name, ledger));
            callers.add(new Machine(machine));
        }
        try (Traffic traffic = new Traffic(ledger)) {
            callers.forEach(caller -> traffic.add(caller.getClass().getSimpleName(), caller));
            try {
                disturbance.run();
                URI callback = journey.toCallback(halfWay, journey.login(halfWay, page, name));
                assertThat(shop.redeem(pending, callback).status()).isEqualTo(200);
            } finally {
                second.start();
            }
        }
        List<Request> requests = ledger.takeRequests();
        assertThat(requests).as("there was load").hasSizeGreaterThan(20 * CALLERS);
        return requests;
    }
}
