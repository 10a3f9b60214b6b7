package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.chaos.Ledger.Request;
import java.time.Duration;
import java.util.List;

/**
 * The two pods of {@code oauth} on a cluster, replaced under load by a restart, by a changed setting, and by a rollback: no request fails,
 * and never is a pod fewer ready.
 */
public final class RolledOauth {
    private static final String OAUTH = "deployment/oauth";
    private static final int PODS = 2;

    private final SteadyLoad load;
    private final Command kubectl;

    /** Creates the check of a system under this load that this command, kubectl with the namespace, controls. */
    public RolledOauth(SteadyLoad load, List<String> kubectl) {
        this.load = load;
        this.kubectl = new Command(kubectl);
    }

    /**
     * Replaces the pods three times.
     *
     * @param changed a file of all manifests, in which access tokens live for ten minutes instead of five
     */
    public void run(String changed) {
        roll("a rolling restart", () -> kubectl.run("rollout", "restart", OAUTH));
        assertThat(load.tokenLifetime()).isEqualTo(Duration.ofMinutes(5));
        roll("a changed setting", () -> {
            kubectl.run("delete", "job", "--selector=app.kubernetes.io/part-of=albireo", "--ignore-not-found");
            kubectl.run("apply", "--filename", changed);
        });
        assertThat(load.tokenLifetime()).isEqualTo(Duration.ofMinutes(10));
        roll("its rollback", () -> kubectl.run("rollout", "undo", OAUTH));
        assertThat(load.tokenLifetime()).isEqualTo(Duration.ofMinutes(5));
    }

    private void roll(String what, Runnable change) {
        try (ReadyPods ready = new ReadyPods(kubectl, OAUTH)) {
            List<Request> requests = load.during(what, () -> {
                change.run();
                kubectl.run("rollout", "status", OAUTH, "--timeout=5m");
            });
            System.out.println("    ready pods: " + ready.counts());
            assertThat(requests).filteredOn(Request::failed).isEmpty();
            assertThat(ready.counts()).isNotEmpty().allMatch(pods -> pods >= PODS);
        }
        load.signIn();
    }
}
