package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static Stream<Rule> rules() {
        return Manifests.withComponent("monitoring").of(PrometheusRule.class).stream()
                .flatMap(rule -> rule.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream());
    }

    @Test
    void every_alert_has_its_page_and_every_page_its_alert() throws IOException {
        Set<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.list(Checkout.path("docs/runbooks"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("albireo-"))
                    .forEach(name -> pages.add(name.replace(".md", "")));
        }
        assertThat(rules().map(RunbooksTest::page)).containsExactlyInAnyOrderElementsOf(pages);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void an_alert_says_what_is_wrong_and_how_bad_it_is(Rule rule) {
        assertThat(rule.getAnnotations().get("summary")).isNotBlank();
        assertThat(rule.getLabels().get("severity")).isIn("page", "ticket");
        assertThat(rule.getFor()).as("how long it must last").isNotNull();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void its_page_says_the_impact_how_to_check_and_what_to_do(Rule rule) {
        assertThat(Checkout.text("docs/runbooks/" + page(rule) + ".md"))
                .startsWith("# " + rule.getAlert() + "\n")
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

    private static String page(Rule rule) {
        String url = requireNonNull(rule.getAnnotations().get("runbook_url"));
        assertThat(url).startsWith(PAGES);
        return url.substring(PAGES.length());
    }
}
