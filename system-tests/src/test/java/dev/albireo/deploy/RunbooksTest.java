package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.PromQl;
import dev.albireo.systemtests.support.PromQl.Matching;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Alerts, their pages, and dashboards in components/monitoring")
class RunbooksTest {
    private static final String PAGES = "https://albireo.dev/runbooks/";

    static Stream<Rule> alerts() {
        return Manifests.withComponent("monitoring").of(PrometheusRule.class).stream()
                .flatMap(rule -> rule.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream())
                .filter(rule -> rule.getAlert() != null);
    }

    @Test
    void every_alert_has_its_page_and_every_page_its_alert() throws IOException {
        Set<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.list(Checkout.path("docs/runbooks"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("albireo-"))
                    .forEach(name -> pages.add(name.replace(".md", "")));
        }
        assertThat(alerts().map(RunbooksTest::page)).containsExactlyInAnyOrderElementsOf(pages);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_says_what_is_wrong_and_how_bad_it_is(Rule alert) {
        assertThat(alert.getAnnotations().get("summary")).isNotBlank();
        assertThat(alert.getLabels().get("severity")).isIn("page", "ticket");
        assertThat(alert.getFor()).as("how long it must last").isNotNull();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void its_page_says_the_impact_how_to_check_and_what_to_do(Rule alert) {
        assertThat(Checkout.text("docs/runbooks/" + page(alert) + ".md"))
                .startsWith("# " + alert.getAlert() + "\n")
                .contains("\n## Impact\n", "\n## How to check\n\n1. ", "\n## What to do\n\n* ");
    }

    @Test
    void grafana_finds_every_dashboard() throws IOException {
        List<ConfigMap> maps = Manifests.withComponent("monitoring").of(ConfigMap.class).stream()
                .filter(map -> "1".equals(map.getMetadata().getLabels().get("grafana_dashboard")))
                .toList();
        try (Stream<Path> files = Files.list(Checkout.path("deploy/monitoring/dashboards"))) {
            assertThat(maps.stream().flatMap(map -> map.getData().keySet().stream()))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void every_panel_shows_the_chosen_namespace_alone() throws IOException {
        List<PromQl.Selector> selectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(Checkout.path("deploy/monitoring/dashboards"))) {
            for (Path file : files.toList()) {
                JsonNode dashboard = StrictYaml.YAML.readTree(file.toFile());
                assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
                        .contains("namespace");
                dashboard
                        .get("panels")
                        .findValuesAsText("expr")
                        .forEach(expression ->
                                selectors.addAll(PromQl.of(expression).selectors()));
            }
        }
        assertThat(selectors)
                .isNotEmpty()
                .allMatch(selector -> selector.labels().contains(new Matching("namespace", "=", "$namespace")));
    }

    private static String page(Rule alert) {
        String url = requireNonNull(alert.getAnnotations().get("runbook_url"));
        assertThat(url).startsWith(PAGES);
        return url.substring(PAGES.length());
    }
}
