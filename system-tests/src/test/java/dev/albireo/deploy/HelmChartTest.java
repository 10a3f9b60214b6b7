package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tests of this package prove about {@code deploy/k8s} is thereby true of the chart. A failure means: change both. */
@DisplayName("The Helm chart makes the objects of deploy/k8s")
class HelmChartTest {
    private static final String VERSION =
            HelmChart.file("Chart.yaml").path("appVersion").asText();

    @Test
    void with_its_own_values_those_of_base() {
        Map<String, JsonNode> base = InstalledObjects.of(Manifests.of("base"));
        // Base leaves the version of the images to the overlays.
        base.values().forEach(object -> {
            if (object.at("/spec/template/spec/containers/0") instanceof ObjectNode container) {
                container.put("image", container.path("image").asText() + ":" + VERSION);
            }
        });
        assertThat(chart()).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "dev"})
    void with_the_values_of_an_overlay_those_of_the_overlay(String overlay) {
        assertThat(chart("--values", overlay + ".yaml")).isEqualTo(kustomize(Manifests.of("overlays/" + overlay)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway-api   | ingress.enabled=false,gateway.enabled=true
            admin-ingress | adminIngress.enabled=true
            tracing       | tracing.enabled=true
            mail          | mail.enabled=true
            postgres-tls  | postgresql.tls=true
            monitoring    | podMonitor.enabled=true
            hpa-requests  | services.oauth.autoscaling.requestsPerSecond=500
            """)
    void with_the_values_of_a_component_those_of_production_with_it(String component, String values) {
        assertThat(chart("--values", "prod.yaml", "--set", values))
                .isEqualTo(kustomize(Manifests.withComponent(component)));
    }

    @Test
    void with_labels_by_which_a_release_is_found() {
        assertThat(HelmChart.template().objects())
                .allSatisfy(object -> assertThat(
                                ((HasMetadata) object).getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/part-of", "albireo")
                        .containsEntry("app.kubernetes.io/instance", "albireo")
                        .containsEntry("app.kubernetes.io/managed-by", "Helm"));
    }

    @Test
    void with_pods_that_a_changed_setting_replaces() {
        String common = checksum("--set", "settings.QUARKUS_SHUTDOWN_DELAY=6S");
        String own = checksum("--set-string", "services.oauth.settings.ALBIREO_LIMITS_FAILURES=30");
        String other = checksum("--set-string", "services.admin.settings.ALBIREO_COMMANDS_DEADLINE=PT20S");
        assertThat(checksum()).isNotEqualTo(common).isNotEqualTo(own).isEqualTo(other);
    }

    @Test
    void with_the_version_of_the_chart_for_the_images() {
        assertThat(HelmChart.file("Chart.yaml").path("version").asText()).isEqualTo(VERSION);
    }

    private static String checksum(String... arguments) {
        PodTemplateSpec pod =
                requireNonNull(HelmChart.template(arguments).pods().get(StackService.OAUTH.id()));
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return String.valueOf(annotations.get("checksum/settings"));
    }

    /** Returns the objects of the chart, except those that HelmHooksTest describes. */
    private static Map<String, JsonNode> chart(String... arguments) {
        Map<String, JsonNode> objects = InstalledObjects.of(HelmChart.template(arguments));
        assertThat(objects.remove("ServiceAccount migration")).isNotNull();
        assertThat(objects.remove("NetworkPolicy migration")).isNotNull();
        return objects;
    }

    /** Returns what the chart leaves out: the namespace, the objects of the two operators, alerts and dashboards. */
    private static Map<String, JsonNode> kustomize(Manifests manifests) {
        Map<String, JsonNode> objects = new TreeMap<>(InstalledObjects.of(manifests));
        objects.keySet()
                .removeIf(key ->
                        key.matches("(Namespace|Cluster|Kafka\\w*|PrometheusRule) .*|ConfigMap albireo-dashboards"));
        return objects;
    }
}
