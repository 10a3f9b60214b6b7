package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The small installation of overlays/small")
class SmallInstallationTest {
    private static final BigDecimal LIMIT = Quantity.getAmountInBytes(new Quantity("2.5Gi"));
    private static final Manifests SMALL = Manifests.of("overlays/small");
    private final Compose compose = new Compose();

    @Test
    void requests_less_than_2_and_a_half_GiB_of_memory() {
        assertThat(SMALL.of(HorizontalPodAutoscaler.class))
                .allMatch(scaler -> scaler.getSpec().getMaxReplicas() == 1);
        assertThat(SMALL.of(StatefulSet.class)).allMatch(set -> set.getSpec().getReplicas() == null);
        BigDecimal requested = Stream.concat(
                        SMALL.of(Deployment.class).stream()
                                .map(service -> service.getSpec().getTemplate().getSpec()),
                        SMALL.of(StatefulSet.class).stream()
                                .map(server -> server.getSpec().getTemplate().getSpec()))
                .map(pod ->
                        requireNonNull(only(pod).getResources().getRequests().get("memory")))
                .map(Quantity::getAmountInBytes)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(requested).isPositive().isLessThan(LIMIT);
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void knows_its_databases_and_no_broker_of_an_operator(StackService service) {
        Container container = Manifests.container(requireNonNull(SMALL.pods().get(service.id())));
        assertThat(SMALL.settings(container))
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://postgres:5432/" + service.id())
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
        assertThat(SMALL.settings(container).keySet()).noneMatch(name -> name.matches("KAFKA_(SASL|SSL)_.*"));
        assertThat(container.getEnv()).isEmpty();
        assertThat(container.getVolumeMounts())
                .extracting(mount -> mount.getMountPath())
                .containsExactlyInAnyOrder("/tmp", "/etc/albireo/secrets");
    }

    /** docker-compose.yml is run, so its servers and their settings are known to work. */
    @Test
    void has_the_servers_of_the_compose_file() {
        for (String name : List.of("postgres", "kafka")) {
            assertThat(compose.service(name).path("image").asText())
                    .endsWith(":-" + only(server(name)).getImage() + "}");
        }
        Map<String, String> kafka = environment(server("kafka"));
        compose.service("kafka").path("environment").properties().stream()
                .filter(setting -> !setting.getKey().equals("KAFKA_LOG_DIRS"))
                .filter(setting -> !setting.getKey().equals("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS"))
                .forEach(setting -> assertThat(kafka)
                        .containsEntry(setting.getKey(), setting.getValue().asText()));
        Container topics = only(SMALL.of(Job.class).stream()
                .filter(job -> job.getMetadata().getName().equals("topics"))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec());
        assertThat(topics.getCommand())
                .isEqualTo(texts(compose.service("topics").path("entrypoint")));
        assertThat(topics.getImage())
                .isEqualTo(Manifests.container(requireNonNull(SMALL.pods().get("oauth")))
                        .getImage());
    }

    @Test
    void finds_every_password_in_the_secrets_that_are_made() {
        Map<String, Map<String, String>> made = InstallationSecrets.made().secrets();
        List<EnvVar> passwords = only(server("postgres")).getEnv();
        assertThat(passwords).hasSize(5).allSatisfy(variable -> {
            var reference = variable.getValueFrom().getSecretKeyRef();
            assertThat(requireNonNull(made.get(reference.getName()))).containsKey(reference.getKey());
        });
    }

    @Test
    void keeps_its_servers_to_the_restricted_pod_security_standard() {
        for (StatefulSet server : SMALL.of(StatefulSet.class)) {
            PodSpec pod = server.getSpec().getTemplate().getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(only(pod).getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(only(pod).getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        }
    }

    private static PodSpec server(String name) {
        return SMALL.of(StatefulSet.class).stream()
                .filter(set -> set.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container only(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().getFirst();
    }

    private static Map<String, String> environment(PodSpec pod) {
        return only(pod).getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
