package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.chaos.Ledger.Request;
import dev.albireo.systemtests.support.Installation;
import java.util.List;

/**
 * Three processes of {@code oauth} behind the edge of the Compose file: under load one is stopped, which fails no request, and one is
 * killed, which fails the requests that it was answering.
 */
public final class ScaledOauth {
    private final Installation installation;
    private final Command compose;
    private final Command engine;

    /** Creates the check of a system that this command of Compose controls. */
    public ScaledOauth(Installation installation, List<String> compose) {
        this.installation = installation;
        this.compose = new Command(compose);
        this.engine = new Command(compose.subList(0, 1));
    }

    /** Runs the load and ends two of the processes. */
    public void run() {
        List<String> processes = compose.run("ps", "--quiet", "oauth").lines().toList();
        assertThat(processes).hasSize(3);
        try (SteadyLoad load = new SteadyLoad(installation)) {
            List<Request> stopped = load.during("one of three stops", () -> engine.run("stop", processes.get(0)));
            assertThat(stopped).filteredOn(Request::failed).isEmpty();
            load.signIn();

            long[] gone = new long[1];
            List<Request> killed = load.during("one of two is killed", () -> {
                engine.run("kill", processes.get(1));
                gone[0] = System.nanoTime();
            });
            assertThat(killed)
                    .filteredOn(Request::failed)
                    .hasSizeLessThanOrEqualTo(SteadyLoad.CALLERS)
                    .allSatisfy(request -> assertThat(request.since() - gone[0])
                            .as("in flight: " + request)
                            .isNegative());
            load.signIn();
        }
    }
}
