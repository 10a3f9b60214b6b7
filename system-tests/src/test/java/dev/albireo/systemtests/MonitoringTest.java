package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Exposition;
import dev.albireo.systemtests.support.Exposition.Series;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.PromQl;
import dev.albireo.systemtests.support.PromQl.Matching;
import dev.albireo.systemtests.support.PromQl.Selector;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Dashboards, alerts and autoscalers use metrics that the services expose")
class MonitoringTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("albireo.checkout", ".."))
            .toAbsolutePath()
            .normalize();
    /** Metrics of Prometheus itself about its targets. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> LABELS_OF_PROMETHEUS =
            Set.of("job", "instance", "namespace", "pod", "app_kubernetes_io_name");

    /** Reported for a failed request, of which there is none here. */
    private static final Matching FAILED = new Matching("outcome", "=", "SERVER_ERROR");

    private static Exposition shown = new Exposition(List.of());

    /** The location of an expression and its text. */
    record Asked(String where, String expression) {
        @Override
        public String toString() {
            return where;
        }
    }

    @BeforeAll
    static void a_user_signs_in_and_is_rejected() {
        Journey journey = Running.journey();
        String user = Running.admin().newUser("watched");
        RelyingParty party = RelyingParty.confidential(Running.stack().edgeUri());
        RelyingParty.Pending pending = party.request("openid", Map.of());
        Person person = journey.person();
        URI callback =
                journey.toCallback(person, journey.login(person, person.follow(person.get(pending.uri())), user));
        assertThat(party.redeem(pending, callback).status()).isEqualTo(200);
        assertThat(party.redeem(pending, callback).status()).as("spent").isEqualTo(400);
        Person wrong = journey.person();
        wrong.submit(wrong.get("/login"), "/login", Map.of("username", user, "password", Admin.PASSWORD + "!"));
        for (String service : List.of("oauth", "oauth-2", "credentials", "admin", "webhooks")) {
            URI metrics = Running.stack().managementUri(service).resolve("/q/metrics");
            shown = shown.and(Exposition.of(new Person(metrics).get(metrics).body()));
        }
    }

    static Stream<Asked> dashboards() throws IOException {
        List<Asked> asked = new ArrayList<>();
        try (Stream<Path> files = Files.list(CHECKOUT.resolve("deploy/monitoring/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = new YAMLMapper().readTree(Files.readString(file));
                dashboard
                        .get("panels")
                        .forEach(panel -> panel.get("targets")
                                .forEach(target -> asked.add(new Asked(
                                        dashboard.get("title").asText() + ", "
                                                + panel.get("title").asText(),
                                        target.get("expr").asText()))));
            }
        }
        return asked.stream();
    }

    /** Returns the alerts, and the recorded expressions that they are made of. */
    static Stream<Asked> alerts() throws IOException {
        List<Asked> asked = new ArrayList<>();
        JsonNode rules = new YAMLMapper().readTree(Files.readString(CHECKOUT.resolve("deploy/monitoring/alerts.yaml")));
        rules.at("/spec/groups")
                .forEach(group -> group.get("rules")
                        .forEach(rule -> asked.add(new Asked(
                                rule.path("alert").asText(rule.path("record").asText()),
                                rule.get("expr").asText()))));
        return asked.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dashboards")
    void a_panel_shows_something(Asked asked) throws IOException {
        exists(asked.expression());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alerts")
    void an_alert_can_fire(Asked asked) throws IOException {
        exists(asked.expression());
    }

    @Test
    void oauth_is_scaled_by_requests_that_are_counted() throws IOException {
        String component = Files.readString(CHECKOUT.resolve("deploy/k8s/components/hpa-requests/kustomization.yaml"));
        Matcher query = Pattern.compile("seriesQuery: '(.+)'").matcher(component);
        assertThat(query.find()).isTrue();
        exists(query.group(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(albireo_login_total[5m])",
                "albireo_logins_total{outcome=\"proved\"}",
                "albireo_logins_total{result=\"right\"}",
                "sum by (method) (albireo_logins_total)",
                "namespace_service:albireo_down:sum"
            })
    void a_name_that_is_not_there_is_found(String expression) {
        assertThatThrownBy(() -> exists(expression)).isInstanceOf(AssertionError.class);
    }

    private static void exists(String expression) throws IOException {
        PromQl asked = PromQl.of(expression);
        assertThat(asked.selectors()).as(expression).isNotEmpty();
        List<Series> all = new ArrayList<>();
        for (Selector selector : asked.selectors()) {
            if (OF_PROMETHEUS.contains(selector.metric())) {
                continue;
            }
            if (selector.metric().contains(":")) {
                assertThat(alerts().map(Asked::where)).as("recorded").contains(selector.metric());
                continue;
            }
            List<Series> found = shown.of(selector);
            assertThat(found).as("%s in %s", selector.metric(), expression).isNotEmpty();
            for (Matching label : selector.labels()) {
                assertThat(LABELS_OF_PROMETHEUS.contains(label.label())
                                || found.stream().anyMatch(series -> meets(series, label)))
                        .as("%s of %s in %s", label, selector.metric(), expression)
                        .isTrue();
            }
            all.addAll(found);
        }
        for (String label : asked.grouping()) {
            assertThat(LABELS_OF_PROMETHEUS.contains(label)
                            || all.stream().anyMatch(series -> series.labels().containsKey(label)))
                    .as("%s in %s", label, expression)
                    .isTrue();
        }
    }

    private static boolean meets(Series series, Matching label) {
        String value = series.labels().get(label.label());
        return value != null && (label.meets(value) || label.equals(FAILED));
    }
}
