package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.chaos.Ledger.Request;
import dev.albireo.systemtests.support.Installation;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.RelyingParty;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kept sessions, refresh tokens and a client's own tokens, used without pause through an edge until this is closed. */
public final class SteadyLoad implements AutoCloseable {
    static final int CALLERS = 6;
    private static final int MANY = 20 * CALLERS;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Ledger ledger = new Ledger();
    private final Traffic traffic = new Traffic(ledger);
    private final Journey journey;
    private final RelyingParty shop;
    private final String name;

    /** Begins with an administrator's token, which is needed only now. */
    public SteadyLoad(Installation installation) {
        URI edge = installation.edge();
        journey = new Journey(edge);
        shop = RelyingParty.declare(edge, installation.resources());
        name = installation.admin().newUser("steady");
        for (int i = 0; i < CALLERS / 3; i++) {
            traffic.add("kept session " + i, new KeptSession(journey, shop, name));
            traffic.add("refresh chain " + i, new RefreshChain(journey, shop, edge, name, ledger));
            traffic.add("machine " + i, new Machine(shop));
        }
        awaitRequests();
    }

    /** Returns the requests from before the disturbance until many were sent after it. */
    List<Request> during(String what, Runnable disturbance) {
        ledger.takeRequests();
        disturbance.run();
        List<Request> all = new ArrayList<>(ledger.takeRequests());
        all.addAll(awaitRequests());
        List<Request> failed = all.stream().filter(Request::failed).toList();
        long slowest = all.stream()
                .mapToLong(request -> request.took().toMillis())
                .max()
                .orElse(0);
        System.out.printf(
                "  %s: %d requests, %d failed, the slowest took %d ms%n", what, all.size(), failed.size(), slowest);
        failed.forEach(request -> System.out.println("    " + request));
        return all;
    }

    /** Logs in from the start, where credentials calls oauth. */
    void signIn() {
        journey.tokens(journey.person(), name, shop, shop.request("openid", Map.of()));
    }

    /** Returns the lifetime of a client's own access token. */
    Duration tokenLifetime() {
        return Duration.ofSeconds(
                shop.ownToken("orders").json().get("expires_in").asLong());
    }

    private List<Request> awaitRequests() {
        List<Request> requests = new ArrayList<>();
        await().atMost(LONG).until(() -> {
            requests.addAll(ledger.takeRequests());
            return requests.size() > MANY;
        });
        return requests;
    }

    /** Lets every caller finish its round; none may have lost anything. */
    @Override
    public void close() {
        traffic.close();
        assertThat(ledger.takeBroken()).isEmpty();
    }
}
