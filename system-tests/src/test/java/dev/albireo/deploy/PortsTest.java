package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every named port is one that the service opens")
class PortsTest {
    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void of_the_container(Manifests manifests) {
        for (StackService service : StackService.values()) {
            Container container = container(manifests, service);
            Map<String, Integer> ports = container.getPorts().stream()
                    .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
            assertThat(ports)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("http", httpPort(service), "management", service.managementPort()));
            assertThat(manifests.settings(container))
                    .containsEntry("QUARKUS_HTTP_PORT", Integer.toString(httpPort(service)))
                    .containsEntry("QUARKUS_MANAGEMENT_PORT", Integer.toString(service.managementPort()));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void of_its_probes(Manifests manifests) {
        for (StackService service : StackService.values()) {
            Container container = container(manifests, service);
            assertThat(asks(container.getStartupProbe())).isEqualTo("management /q/health/started");
            assertThat(asks(container.getReadinessProbe())).isEqualTo("management /q/health/ready");
            assertThat(asks(container.getLivenessProbe())).isEqualTo("management /q/health/live");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void of_the_service_in_front_of_it_which_hides_the_management(Manifests manifests) {
        for (var front : manifests.own(io.fabric8.kubernetes.api.model.Service.class)) {
            StackService service = StackService.of(front.getMetadata().getName());
            assertThat(front.getSpec().getPorts()).hasSize(1);
            ServicePort port = front.getSpec().getPorts().getFirst();
            assertThat(port.getPort()).isEqualTo(httpPort(service));
            assertThat(port.getTargetPort().getStrVal()).isEqualTo("http");
            assertThat(requireNonNull(manifests.pods().get(service.id()))
                            .getMetadata()
                            .getLabels())
                    .containsAllEntriesOf(front.getSpec().getSelector());
            assertThat(requireNonNull(manifests.pods().get(service.id() + "-migration"))
                            .getMetadata()
                            .getLabels()
                            .entrySet())
                    .as("a migration is no end point")
                    .doesNotContainAnyElementsOf(
                            Map.of("app.kubernetes.io/component", "service").entrySet());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void of_the_addresses_that_services_call(Manifests manifests) {
        for (var pod : manifests.pods().values()) {
            assertThat(manifests.settings(Manifests.container(pod)))
                    .containsEntry("ALBIREO_OAUTH_URL", "http://oauth:" + httpPort(StackService.OAUTH))
                    .containsEntry(
                            "ALBIREO_CREDENTIALS_URL", "http://credentials:" + httpPort(StackService.CREDENTIALS))
                    .containsEntry("ALBIREO_WEBHOOKS_URL", "http://webhooks:" + httpPort(StackService.WEBHOOKS));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void of_the_metrics(Manifests manifests) {
        for (PodMonitor monitor : manifests.of(PodMonitor.class)) {
            assertThat(monitor.getSpec().getPodMetricsEndpoints())
                    .allMatch(endpoint ->
                            "management".equals(endpoint.getPort()) && "/q/metrics".equals(endpoint.getPath()));
        }
    }

    /** Returns the port from the service's own settings. */
    static int httpPort(StackService service) {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(
                    Checkout.text("services/" + service.id() + "/src/main/resources/application.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Integer.parseInt(settings.getProperty("quarkus.http.port"));
    }

    private static Container container(Manifests manifests, StackService service) {
        return Manifests.container(requireNonNull(manifests.pods().get(service.id())));
    }

    private static String asks(Probe probe) {
        return probe.getHttpGet().getPort().getStrVal() + " "
                + probe.getHttpGet().getPath();
    }
}
