package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hooks run before the other objects of a release exist, and before those of an earlier release change. */
@DisplayName("The migrations of the Helm chart run before everything else")
class HelmHooksTest {
    private static final String HOOK = "helm.sh/hook";
    private static final Manifests CHART = HelmChart.template("--values", "prod.yaml");

    @Test
    void the_hooks_are_the_migrations_their_account_and_their_way_through_the_network() {
        List<String> migrations = Arrays.stream(StackService.values())
                .map(service -> "Job " + service.id() + "-migration")
                .toList();
        assertThat(hooks().map(HelmHooksTest::name))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                migrations.stream(), Stream.of("ServiceAccount migration", "NetworkPolicy migration"))
                        .toList());
        assertThat(hooks())
                .allSatisfy(hook ->
                        assertThat(annotations(hook)).containsEntry(HOOK, "pre-install,pre-upgrade,pre-rollback"));
    }

    @Test
    void what_a_migration_needs_is_there_before_it_and_gone_after_all_of_them() {
        for (HasMetadata hook : hooks().toList()) {
            if (hook instanceof Job) {
                assertThat(annotations(hook)).containsEntry("helm.sh/hook-weight", "0");
            } else {
                assertThat(annotations(hook))
                        .containsEntry("helm.sh/hook-weight", "-10")
                        .containsEntry("helm.sh/hook-delete-policy", "before-hook-creation,hook-succeeded");
            }
        }
    }

    @Test
    void a_migration_is_kept_for_its_log_until_it_expires_or_the_next_one_replaces_it() {
        assertThat(CHART.of(Job.class)).hasSameSizeAs(StackService.values()).allSatisfy(job -> {
            assertThat(annotations(job)).containsEntry("helm.sh/hook-delete-policy", "before-hook-creation");
            assertThat(job.getSpec().getTtlSecondsAfterFinished()).isPositive();
        });
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void a_migration_refers_only_to_secrets_and_to_the_account_that_is_a_hook(StackService service) {
        PodSpec pod =
                requireNonNull(CHART.pods().get(service.id() + "-migration")).getSpec();
        Container container = pod.getContainers().getFirst();
        assertThat(container.getEnvFrom()).isEmpty();
        assertThat(container.getEnv()).allMatch(variable -> variable.getValueFrom() == null);
        assertThat(pod.getVolumes()).extracting(Volume::getName).containsExactly("tmp", "secrets");
        assertThat(pod.getVolumes().getLast().getProjected().getSources())
                .extracting(source -> source.getSecret().getName())
                .containsExactly(service.id(), service.id() + "-db-app");
        assertThat(hooks().filter(ServiceAccount.class::isInstance)
                        .map(hook -> hook.getMetadata().getName()))
                .containsExactly(pod.getServiceAccountName());
    }

    /** The policies of the release are not there before the first installation, and before an upgrade have the addresses of the last. */
    @Test
    void a_migration_reaches_the_dns_and_the_databases_of_these_values() {
        NetworkPolicy hook = policy("migration");
        assertThat(CHART.of(Job.class))
                .allSatisfy(job -> assertThat(
                                job.getSpec().getTemplate().getMetadata().getLabels())
                        .containsAllEntriesOf(hook.getSpec().getPodSelector().getMatchLabels()));
        assertThat(hook.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(hook.getSpec().getIngress()).isEmpty();
        List<NetworkPolicyEgressRule> rules = Stream.of("dns", "postgres")
                .flatMap(name -> policy(name).getSpec().getEgress().stream())
                .toList();
        assertThat(hook.getSpec().getEgress()).isEqualTo(rules);
    }

    private static NetworkPolicy policy(String name) {
        return CHART.of(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<HasMetadata> hooks() {
        return CHART.of(HasMetadata.class).stream()
                .filter(object -> annotations(object).containsKey(HOOK));
    }

    private static Map<String, String> annotations(HasMetadata object) {
        return object.getMetadata().getAnnotations();
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
