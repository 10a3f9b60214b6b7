package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The resources of a pod, its time limits, and the number of pods")
class DeployedResourcesTest {
    /** CPU of a start with the image's cache, as docs/deploy.md states it, and half as much again. */
    private static final double START_SECONDS = 1.3 * 1.5;

    /** The row of one service in docs/deploy.md. */
    record Row(Quantity resident, Quantity notHeap, String cpu, String memory, String limit) {}

    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @Test
    void the_page_has_the_figures_of_the_manifests() {
        for (StackService service : StackService.values()) {
            Container container = container(Manifests.of("base"), service);
            Row row = row(service);
            assertThat(container.getResources().getRequests())
                    .containsEntry("cpu", new Quantity(row.cpu()))
                    .containsEntry("memory", new Quantity(row.memory()));
            assertThat(container.getResources().getLimits()).isEqualTo(Map.of("memory", new Quantity(row.limit())));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void memory_holds_the_largest_imported_hashes_that_are_verified_at_once(Manifests manifests) {
        String password = "services/credentials/src/main/java/dev/albireo/credentials/password/";
        String kibibytes = found("MAX_MEMORY = ([\\d_]+);", Checkout.text(password + "foreign/Argon2Hash.java"));
        double hash = 1024 * Double.parseDouble(kibibytes.replace("_", ""));
        double workers = Double.parseDouble(
                found("@WithDefault\\(\"(\\d+)\"\\)[^;]*int workers", Checkout.text(password + "PasswordConfig.java")));
        Map<String, Quantity> limits =
                container(manifests, StackService.CREDENTIALS).getResources().getLimits();
        assertThat(amount(limits, "memory") * (1 - heap()))
                .isGreaterThan(amount(row(StackService.CREDENTIALS).notHeap()) + workers * hash);
    }

    @ParameterizedTest
    @MethodSource("all")
    void memory_holds_what_was_measured_with_the_share_of_the_heap(Manifests manifests) {
        double heap = heap();
        for (StackService service : StackService.values()) {
            Row row = row(service);
            var resources = container(manifests, service).getResources();
            assertThat(amount(resources.getRequests(), "memory"))
                    .as(service + " resident")
                    .isGreaterThan(amount(row.resident()));
            assertThat(amount(resources.getLimits(), "memory") * (1 - heap))
                    .as(service + " beside the heap")
                    .isGreaterThan(amount(row.notHeap()) * 1.2);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_start_with_no_more_cpu_than_was_requested_is_waited_for(Manifests manifests) {
        for (StackService service : StackService.values()) {
            Container container = container(manifests, service);
            var probe = container.getStartupProbe();
            double cpu = amount(container.getResources().getRequests(), "cpu");
            assertThat((double) probe.getPeriodSeconds() * probe.getFailureThreshold())
                    .as(service + " of " + manifests)
                    .isGreaterThan(START_SECONDS / cpu);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_pod_that_ends_has_the_time_that_its_service_takes(Manifests manifests) {
        String defaults = Checkout.text("libs/web/src/main/resources/META-INF/microprofile-config.properties");
        for (StackService service : StackService.values()) {
            String own = Checkout.text("services/" + service.id() + "/src/main/resources/application.properties");
            long open = Long.parseLong(found("quarkus\\.shutdown\\.timeout=(\\d+)[sS]", own + defaults));
            PodTemplateSpec template = deployment(manifests, service).getSpec().getTemplate();
            String delay = String.valueOf(
                    manifests.settings(Manifests.container(template)).get("QUARKUS_SHUTDOWN_DELAY"));
            long leaving = Long.parseLong(found("(\\d+)[sS]", delay));
            assertThat(template.getSpec().getTerminationGracePeriodSeconds())
                    .isGreaterThanOrEqualTo(leaving + open + 10);
        }
    }

    /** A selector cannot be changed later, so it contains nothing that may change. */
    @ParameterizedTest
    @MethodSource("all")
    void selectors_have_the_two_labels_that_stay(Manifests manifests) {
        for (StackService service : StackService.values()) {
            Map<String, String> labels =
                    Map.of("app.kubernetes.io/name", service.id(), "app.kubernetes.io/component", "service");
            Deployment deployment = deployment(manifests, service);
            assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
            assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                    .hasSize(2)
                    .allSatisfy(spread -> assertThat(spread.getLabelSelector().getMatchLabels())
                            .isEqualTo(labels));
            assertThat(named(manifests, PodDisruptionBudget.class, service)
                            .getSpec()
                            .getSelector()
                            .getMatchLabels())
                    .isEqualTo(labels);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void pods_are_added_at_once_and_taken_away_slowly(Manifests manifests) {
        for (StackService service : StackService.values()) {
            var spec = named(manifests, HorizontalPodAutoscaler.class, service).getSpec();
            assertThat(spec.getBehavior().getScaleUp())
                    .as("Kubernetes' own, which doubles")
                    .isNull();
            assertThat(spec.getBehavior().getScaleDown().getStabilizationWindowSeconds())
                    .isGreaterThanOrEqualTo(300);
            assertThat(spec.getBehavior().getScaleDown().getPolicies())
                    .allMatch(policy -> policy.getType().equals("Percent") && policy.getValue() <= 25);
            if (!manifests.name().equals("overlays/small")) {
                assertThat(spec.getMaxReplicas()).isGreaterThan(spec.getMinReplicas());
            }
        }
    }

    @Test
    void in_production_one_pod_may_go_and_another_serves() {
        Manifests manifests = Manifests.of("overlays/prod");
        for (StackService service : StackService.values()) {
            assertThat(named(manifests, HorizontalPodAutoscaler.class, service)
                            .getSpec()
                            .getMinReplicas())
                    .isGreaterThanOrEqualTo(2);
            assertThat(named(manifests, PodDisruptionBudget.class, service)
                            .getSpec()
                            .getMaxUnavailable()
                            .getIntVal())
                    .isEqualTo(1);
        }
    }

    private static Row row(StackService service) {
        String line = Checkout.text("docs/deploy.md")
                .lines()
                .filter(text -> text.startsWith("| `" + service.id() + "` |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/deploy.md has no resources of " + service));
        List<String> cells =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return new Row(
                new Quantity(cells.get(2)), new Quantity(cells.get(3)), cells.get(4), cells.get(5), cells.get(6));
    }

    /** The share of the memory that is heap. */
    private static double heap() {
        return Double.parseDouble(found("MaxRAMPercentage=(\\d+)", Checkout.text("deploy/images/java.args"))) / 100;
    }

    private static double amount(Map<String, Quantity> quantities, String name) {
        return amount(requireNonNull(quantities.get(name)));
    }

    private static double amount(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).doubleValue();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static Container container(Manifests manifests, StackService service) {
        return Manifests.container(deployment(manifests, service).getSpec().getTemplate());
    }

    private static Deployment deployment(Manifests manifests, StackService service) {
        return named(manifests, Deployment.class, service);
    }

    private static <T extends HasMetadata> T named(Manifests manifests, Class<T> type, StackService service) {
        return manifests.of(type).stream()
                .filter(object -> object.getMetadata().getName().equals(service.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(manifests + " has no " + type.getSimpleName() + " " + service));
    }
}
