package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Base, overlays and components of deploy/k8s")
class KustomizeTest {
    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void are_manifests_without_an_unknown_field_and_hold_all_services(Manifests manifests) {
        assertThat(names(manifests, Deployment.class)).containsExactlyInAnyOrderElementsOf(services(""));
        assertThat(names(manifests.migrations())).containsExactlyInAnyOrderElementsOf(services("-migration"));
        assertThat(names(manifests, HorizontalPodAutoscaler.class)).containsExactlyInAnyOrderElementsOf(services(""));
        assertThat(names(manifests, PodDisruptionBudget.class)).containsExactlyInAnyOrderElementsOf(services(""));
    }

    @ParameterizedTest
    @MethodSource("all")
    void leave_the_number_of_pods_to_the_autoscaler(Manifests manifests) {
        for (Deployment deployment : manifests.of(Deployment.class)) {
            assertThat(deployment.getSpec().getReplicas()).isNull();
        }
        for (HorizontalPodAutoscaler scaler : manifests.of(HorizontalPodAutoscaler.class)) {
            assertThat(scaler.getSpec().getScaleTargetRef().getName())
                    .isEqualTo(scaler.getMetadata().getName());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void run_the_migration_of_the_image_that_the_service_runs(Manifests manifests) {
        for (StackService service : StackService.values()) {
            assertThat(image(manifests, service.id() + "-migration")).isEqualTo(image(manifests, service.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/dev", "overlays/prod", "overlays/small"})
    void name_a_version_of_every_image(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        for (StackService service : StackService.values()) {
            assertThat(image(manifests, service.id())).matches("ghcr\\.io/albireo/" + service.id() + ":[a-z0-9.]+");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void migrate_in_jobs_and_let_no_service_start_before(Manifests manifests) {
        manifests.pods().forEach((name, pod) -> {
            boolean migrates = name.endsWith("-migration");
            assertThat(manifests.settings(Manifests.container(pod)))
                    .containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", Boolean.toString(migrates))
                    .containsEntry("QUARKUS_FLYWAY_VALIDATE_AT_START", Boolean.toString(!migrates));
        });
    }

    @Test
    void serve_the_issuer_of_the_settings_and_nothing_else() {
        for (String overlay : List.of("overlays/dev", "overlays/prod", "overlays/small")) {
            Manifests manifests = Manifests.of(overlay);
            Ingress ingress = manifests.of(Ingress.class).getFirst();
            String host = ingress.getSpec().getRules().getFirst().getHost();
            String scheme = ingress.getSpec().getTls().isEmpty() ? "http" : "https";
            manifests
                    .pods()
                    .values()
                    .forEach(pod -> assertThat(manifests.settings(Manifests.container(pod)))
                            .containsEntry("ALBIREO_ISSUER", scheme + "://" + host));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {port: 1}}",
                "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{nam: x}]}}}}",
                "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, spec: {partition: 1}}",
                "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {instance: 1}}",
                "{apiVersion: v1, kind: Pod}"
            })
    void would_be_refused_with_a_field_or_kind_that_is_not_known(String manifest) {
        assertThatThrownBy(() -> StrictYaml.objects(manifest)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String image(Manifests manifests, String pod) {
        return Manifests.container(requireNonNull(manifests.pods().get(pod))).getImage();
    }

    private static List<String> names(Manifests manifests, Class<? extends HasMetadata> type) {
        return names(manifests.of(type));
    }

    private static List<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }

    private static List<String> services(String suffix) {
        return Arrays.stream(StackService.values())
                .map(service -> service.id() + suffix)
                .toList();
    }
}
