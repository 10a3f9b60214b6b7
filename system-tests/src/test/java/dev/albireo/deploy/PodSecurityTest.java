package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every pod satisfies the pod security standard \"restricted\", and some further rules")
class PodSecurityTest {
    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_runs_as_any_user_id(Manifests manifests) {
        for (PodTemplateSpec pod : manifests.pods().values()) {
            PodSecurityContext context = pod.getSpec().getSecurityContext();
            assertThat(context.getRunAsNonRoot()).isTrue();
            assertThat(context.getRunAsUser()).isEqualTo(10001);
            assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void its_process_gains_no_right_and_writes_to_tmp_alone(Manifests manifests) {
        for (PodTemplateSpec pod : manifests.pods().values()) {
            Container container = Manifests.container(pod);
            SecurityContext context = container.getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getPrivileged()).isNull();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
            assertThat(container.getVolumeMounts().stream()
                            .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                            .map(mount -> mount.getMountPath()))
                    .containsExactly("/tmp");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_sees_nothing_of_its_node_or_of_the_cluster(Manifests manifests) {
        for (PodTemplateSpec pod : manifests.pods().values()) {
            PodSpec spec = pod.getSpec();
            assertThat(spec.getAutomountServiceAccountToken()).isFalse();
            assertThat(spec.getEnableServiceLinks()).isFalse();
            assertThat(spec.getHostNetwork()).isNull();
            assertThat(spec.getHostPID()).isNull();
            assertThat(spec.getHostIPC()).isNull();
            assertThat(spec.getVolumes()).allMatch(PodSecurityTest::isEmptyOrSecret);
            assertThat(Manifests.container(pod).getPorts()).allMatch(port -> port.getHostPort() == null);
        }
        assertThat(manifests.of(ServiceAccount.class))
                .isNotEmpty()
                .allMatch(account -> Boolean.FALSE.equals(account.getAutomountServiceAccountToken()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_says_what_it_needs(Manifests manifests) {
        for (PodTemplateSpec pod : manifests.pods().values()) {
            Container container = Manifests.container(pod);
            assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        }
    }

    private static boolean isEmptyOrSecret(Volume volume) {
        boolean secrets = volume.getProjected() == null
                ? volume.getSecret() != null
                : volume.getProjected().getSources().stream().allMatch(source -> source.getSecret() != null);
        return (volume.getEmptyDir() != null) != secrets;
    }
}
