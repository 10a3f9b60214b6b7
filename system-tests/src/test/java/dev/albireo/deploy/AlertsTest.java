package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evaluates the rules with promtool, on the series of {@code deploy/monitoring/tests}. */
@DisplayName("The alerts of deploy/monitoring, evaluated")
class AlertsTest {
    private static final String RULES = "albireo.rules.yaml";
    /** Fires when no series exists that could name a namespace. */
    private static final String WITHOUT_NAMESPACE = "AlbireoNoTargets";

    @TempDir
    static Path folder;

    @BeforeAll
    static void write_the_rules_as_a_Prometheus_without_the_operator_reads_them() throws IOException {
        Files.writeString(folder.resolve(RULES), StrictYaml.YAML.writeValueAsString(spec()));
        for (Path file : unitTests().toList()) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    @Test
    void promtool_accepts_the_rules() {
        promtool("check", "rules", RULES);
    }

    @ParameterizedTest
    @MethodSource("unitTests")
    void the_unit_tests_of_a_group_pass(Path file) {
        promtool("test", "rules", file.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_has_unit_tests_that_it_fires_in_one_of_several_namespaces_and_that_it_does_not(String alert)
            throws IOException {
        assertThat(cases(alert, false)).as("a case in which it does not fire").isNotEmpty();
        assertThat(cases(alert, true)).as("a case in which it fires").isNotEmpty();
        if (!alert.equals(WITHOUT_NAMESPACE)) {
            assertThat(cases(alert, true))
                    .allMatch(fired -> fired.at("/exp_alerts/0/exp_labels").has("namespace"))
                    .as("a case with another namespace")
                    .anyMatch(fired -> fired.get("namespaces").asInt() > 1);
        }
    }

    @Test
    void a_rule_without_its_namespace_fails_its_unit_tests() throws IOException {
        ObjectNode spec = spec();
        spec.get("groups").forEach(group -> group.get("rules").forEach(rule -> withoutNamespace((ObjectNode) rule)));
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve(RULES), StrictYaml.YAML.writeValueAsString(spec));
        Files.copy(Checkout.path("deploy/monitoring/tests/people.yaml"), other.resolve("people.yaml"));
        assertThatThrownBy(() -> Checkout.run(other, List.of(promtool(), "test", "rules", "people.yaml")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("AlbireoLoginsFail");
    }

    private static void withoutNamespace(ObjectNode rule) {
        rule.set("expr", TextNode.valueOf(rule.get("expr").asText().replace("by (namespace) ", "")));
    }

    static Stream<String> alerts() throws IOException {
        return elements(spec().get("groups"))
                .flatMap(group -> elements(group.get("rules")))
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.get("alert").asText());
    }

    static Stream<Path> unitTests() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.path("deploy/monitoring/tests"))) {
            return files.sorted().toList().stream();
        }
    }

    private static ObjectNode spec() throws IOException {
        return (ObjectNode) StrictYaml.YAML
                .readTree(Checkout.text("deploy/monitoring/alerts.yaml"))
                .get("spec");
    }

    /** Returns the cases in which an alert must fire, or must not, each with the number of {@code namespaces} in its series. */
    private static List<ObjectNode> cases(String alert, boolean fires) throws IOException {
        List<ObjectNode> cases = new ArrayList<>();
        for (Path file : unitTests().toList()) {
            for (JsonNode test : StrictYaml.YAML.readTree(file.toFile()).get("tests")) {
                for (JsonNode one : test.get("alert_rule_test")) {
                    if (one.get("alertname").asText().equals(alert)
                            && one.get("exp_alerts").isEmpty() != fires) {
                        cases.add(((ObjectNode) one).put("namespaces", namespaces(test)));
                    }
                }
            }
        }
        return cases;
    }

    private static long namespaces(JsonNode test) {
        return elements(test.get("input_series"))
                .map(series -> series.get("series").asText().replaceFirst(".*namespace=\"([^\"]*)\".*", "$1"))
                .distinct()
                .count();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static void promtool(String... arguments) {
        Checkout.run(
                folder,
                Stream.concat(Stream.of(promtool()), Stream.of(arguments)).toList());
    }

    private static String promtool() {
        Path own = Checkout.path(".data/promtool/promtool");
        return Files.isExecutable(own) ? own.toString() : "promtool";
    }
}
