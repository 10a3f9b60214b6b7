package dev.albireo.systemtests.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.chaos.Ledger.Request;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Three processes of {@code oauth} behind the edge of the Compose file: under load one is stopped, which fails no request, and one is
 * killed, which fails the requests that it was answering.
 */
public final class ScaledOauth {
    private static final int CALLERS = 6;
    private static final int MANY = 20 * CALLERS;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final URI edge;
    private final Admin admin;
    private final Resources resources;
    private final List<String> compose;
    private final Ledger ledger = new Ledger();

    /** Creates the check of a system that this command of Compose controls. */
    public ScaledOauth(URI edge, Admin admin, Resources resources, List<String> compose) {
        this.edge = edge;
        this.admin = admin;
        this.resources = resources;
        this.compose = compose;
    }

    /** Runs the load and ends two of the processes. */
    public void run() {
        List<String> processes = execute("ps", "--quiet", "oauth").lines().toList();
        assertThat(processes).hasSize(3);
        Journey journey = new Journey(edge);
        RelyingParty shop = RelyingParty.declare(edge, resources);
        String name = admin.newUser("steady");
        try (Traffic traffic = new Traffic(ledger)) {
            for (int i = 0; i < CALLERS / 3; i++) {
                traffic.add("kept session " + i, new KeptSession(journey, shop, name));
                traffic.add("refresh chain " + i, new RefreshChain(journey, shop, edge, name, ledger));
                traffic.add("machine " + i, new Machine(shop));
            }
            awaitRequests();
            List<Request> stopped = during("one of three stops", () -> engine("stop", processes.get(0)));
            assertThat(stopped).filteredOn(Request::failed).isEmpty();
            signIn(journey, shop, name);

            long[] gone = new long[1];
            List<Request> killed = during("one of two is killed", () -> {
                engine("kill", processes.get(1));
                gone[0] = System.nanoTime();
            });
            assertThat(killed)
                    .filteredOn(Request::failed)
                    .hasSizeLessThanOrEqualTo(CALLERS)
                    .allSatisfy(request -> assertThat(request.since() - gone[0])
                            .as("in flight: " + request)
                            .isNegative());
            signIn(journey, shop, name);
        }
        assertThat(ledger.takeBroken()).isEmpty();
    }

    /** Returns the requests from before the disturbance until many were sent after it. */
    private List<Request> during(String what, Runnable disturbance) {
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

    private List<Request> awaitRequests() {
        List<Request> requests = new ArrayList<>();
        await().atMost(LONG).until(() -> {
            requests.addAll(ledger.takeRequests());
            return requests.size() > MANY;
        });
        return requests;
    }

    /** A login from the start, in which credentials calls oauth. */
    private static void signIn(Journey journey, RelyingParty shop, String name) {
        journey.tokens(journey.person(), name, shop, shop.request("openid", Map.of()));
    }

    private void engine(String command, String container) {
        process(List.of(compose.getFirst(), command, container));
    }

    private String execute(String... arguments) {
        return process(Stream.concat(compose.stream(), Stream.of(arguments)).toList());
    }

    private static String process(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
