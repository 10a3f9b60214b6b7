package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.chaos.Ledger.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The system of the previous release on a cluster, brought to this release with its migrations under load, back, and to this release again:
 * no request fails, no session or refresh token is lost, and never is a pod of {@code oauth} fewer ready.
 */
public final class UpgradedSystem {
    private static final List<String> SERVICES = List.of("oauth", "credentials", "admin", "webhooks");
    private static final String OAUTH = "deployment/oauth";
    private static final int PODS = 2;
    private static final String VERSIONS =
            "SELECT count(*) FROM flyway_schema_history WHERE version IS NOT NULL AND success";

    private final SteadyLoad load;
    private final Command kubectl;

    /** Creates the check of a system of the previous release under this load that this command, kubectl with the namespace, controls. */
    public UpgradedSystem(SteadyLoad load, List<String> kubectl) {
        this.load = load;
        this.kubectl = new Command(kubectl);
    }

    /**
     * Replaces all services three times, as {@code docs/deploy.md} and the runbook of the rollback say.
     *
     * @param previous a file of all manifests of the previous release
     * @param present a file of all manifests of this release
     */
    public void run(String previous, String present) {
        Map<String, String> before = migrations();
        replace("an upgrade with migrations", present);
        Map<String, String> after = migrations();
        System.out.println("    migrations of each database: " + before + ", then " + after);
        assertThat(after)
                .as("this release has migrations that the previous one does not have")
                .isNotEqualTo(before);
        replace("its rollback", previous);
        assertThat(migrations()).isEqualTo(after);
        replace("the upgrade again", present);
    }

    private void replace(String what, String manifests) {
        try (ReadyPods ready = new ReadyPods(kubectl, OAUTH)) {
            List<Request> requests = load.during(what, () -> {
                kubectl.run("delete", "job", "--selector=app.kubernetes.io/part-of=albireo", "--ignore-not-found");
                kubectl.run("apply", "--filename", manifests);
                kubectl.run("wait", "--for=condition=Complete", "--timeout=10m", "job", "--all");
                SERVICES.forEach(service -> kubectl.run("rollout", "status", "deployment/" + service, "--timeout=10m"));
            });
            System.out.println("    ready pods of oauth: " + ready.counts());
            assertThat(requests).filteredOn(Request::failed).isEmpty();
            assertThat(ready.counts()).isNotEmpty().allMatch(pods -> pods >= PODS);
        }
        load.signIn();
    }

    private Map<String, String> migrations() {
        Map<String, String> counts = new TreeMap<>();
        for (String service : SERVICES) {
            String count = kubectl.run(
                    "exec",
                    "postgres-0",
                    "--",
                    "psql",
                    "--username=postgres",
                    "--tuples-only",
                    "--no-align",
                    "--command=" + VERSIONS,
                    service);
            counts.put(service, count.strip());
        }
        return counts;
    }
}
