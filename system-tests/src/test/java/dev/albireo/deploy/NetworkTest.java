package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Between pods only the connections of the architecture are open")
class NetworkTest {
    private static final String NAME = "app.kubernetes.io/name";
    private static final Set<String> CALLS = Set.of(
            "oauth -> credentials:8081",
            "credentials -> oauth:8080",
            "admin -> oauth:8080",
            "admin -> credentials:8081",
            "admin -> webhooks:8082",
            "webhooks -> oauth:8080");
    /** Those of components/single-servers. */
    private static final Set<String> SERVERS = Set.of("postgres", "kafka");

    private static final Set<String> FROM_OUTSIDE = Set.of(
            "albireo.dev/edge -> oauth:8080",
            "albireo.dev/edge -> credentials:8081",
            "albireo.dev/edge -> webhooks:8082",
            "albireo.dev/monitoring -> every pod:management");
    private static final Set<String> TO_OUTSIDE = Set.of(
            "every pod -> kubernetes.io/metadata.name:53/UDP",
            "every pod -> kubernetes.io/metadata.name:53",
            "every pod -> cnpg.io/cluster:5432",
            "every pod -> strimzi.io/cluster:9093",
            "oauth -> 0.0.0.0/0:443",
            "oauth -> 2000::/3:443",
            "webhooks -> 0.0.0.0/0:443",
            "webhooks -> 2000::/3:443");

    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_is_closed_both_ways(Manifests manifests) {
        NetworkPolicy closed = manifests.of(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals("default-deny"))
                .findFirst()
                .orElseThrow();
        assertThat(closed.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(closed.getSpec().getIngress()).isEmpty();
        assertThat(closed.getSpec().getEgress()).isEmpty();
        Map<String, String> chosen = closed.getSpec().getPodSelector().getMatchLabels();
        assertThat(manifests.pods().values())
                .allMatch(pod -> pod.getMetadata().getLabels().entrySet().containsAll(chosen.entrySet()));
    }

    @Test
    void base_opens_these_edges_at_both_ends() {
        Manifests base = Manifests.of("base");
        assertThat(incoming(base)).isEqualTo(union(CALLS, FROM_OUTSIDE));
        assertThat(outgoing(base)).isEqualTo(union(CALLS, TO_OUTSIDE));
    }

    @Test
    void single_servers_are_open_to_the_pods_that_use_them_alone() {
        Manifests small = Manifests.of("overlays/small");
        assertThat(outgoing(small))
                .isEqualTo(union(
                        CALLS,
                        TO_OUTSIDE.stream()
                                .map(edge -> edge.replace("cnpg.io/cluster", "postgres")
                                        .replace("strimzi.io/cluster:9093", "kafka:9092"))
                                .collect(Collectors.toSet())));
        for (String server : SERVERS) {
            List<NetworkPolicy> policies = small.of(NetworkPolicy.class).stream()
                    .filter(policy -> Map.of(NAME, server)
                            .equals(policy.getSpec().getPodSelector().getMatchLabels()))
                    .toList();
            assertThat(policies).hasSize(1);
            assertThat(policies.getFirst().getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
            assertThat(policies.getFirst().getSpec().getIngress())
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.getFrom())
                            .isNotEmpty()
                            .allMatch(peer -> "albireo"
                                    .equals(peer.getPodSelector()
                                            .getMatchLabels()
                                            .get("app.kubernetes.io/part-of"))));
        }
    }

    @Test
    void the_admin_api_is_open_to_its_own_ingress_alone() {
        Manifests manifests = Manifests.withComponent("admin-ingress");
        assertThat(incoming(manifests))
                .isEqualTo(union(union(CALLS, FROM_OUTSIDE), Set.of("albireo.dev/admin-edge -> admin:9091")));
    }

    @Test
    void traces_leave_for_the_port_that_the_settings_name() {
        Manifests manifests = Manifests.withComponent("tracing");
        assertThat(outgoing(manifests)).contains("every pod -> albireo.dev/tracing:4318");
        manifests.pods().forEach((name, pod) -> {
            Map<String, String> settings = manifests.settings(Manifests.container(pod));
            URI collector = URI.create(String.valueOf(settings.get("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT")));
            assertThat(collector.getPort()).isEqualTo(4318);
            assertThat(settings).containsEntry("QUARKUS_OTEL_SDK_DISABLED", "false");
        });
    }

    @Test
    void mails_leave_from_webhooks_for_the_port_that_the_settings_name() {
        Manifests manifests = Manifests.withComponent("mail");
        assertThat(outgoing(manifests)).contains("webhooks -> 0.0.0.0/0:587", "webhooks -> 2000::/3:587");
        Map<String, String> webhooks = manifests.settings(
                Manifests.container(requireNonNull(manifests.pods().get("webhooks"))));
        assertThat(webhooks).containsEntry("QUARKUS_MAILER_PORT", "587").containsKey("QUARKUS_MAILER_FROM");
        assertThat(manifests.settings(
                        Manifests.container(requireNonNull(manifests.pods().get("credentials")))))
                .containsEntry("ALBIREO_MAIL_ENABLED", "true");
    }

    /** SECURITY.md relies on it. */
    @ParameterizedTest
    @MethodSource("all")
    void management_ports_are_open_to_monitoring_alone(Manifests manifests) {
        assertThat(incoming(manifests).stream().filter(edge -> edge.matches(".*:(management|9000)")))
                .containsExactly("albireo.dev/monitoring -> every pod:management");
    }

    @ParameterizedTest
    @MethodSource("all")
    void calls_between_services_are_open_at_both_ends(Manifests manifests) {
        assertThat(between(incoming(manifests)))
                .isEqualTo(between(outgoing(manifests)))
                .isEqualTo(CALLS);
    }

    @ParameterizedTest
    @MethodSource("all")
    void databases_and_brokers_are_open_on_the_ports_that_the_settings_name(Manifests manifests) {
        manifests.pods().forEach((name, pod) -> {
            Map<String, String> settings = manifests.settings(Manifests.container(pod));
            String url = String.valueOf(settings.get("QUARKUS_DATASOURCE_REACTIVE_URL"));
            assertThat(settings).containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + url);
            assertThat(URI.create(url).getPath()).isEqualTo("/" + name.replace("-migration", ""));
            assertThat(outgoingPorts(manifests, "postgres"))
                    .containsExactly(URI.create(url).getPort());
            assertThat(outgoingPorts(manifests, "kafka"))
                    .containsExactly(Integer.valueOf(String.valueOf(settings.get("KAFKA_BOOTSTRAP_SERVERS"))
                            .split(":", 2)[1]));
        });
    }

    private static List<Integer> outgoingPorts(Manifests manifests, String policyName) {
        return manifests.of(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals(policyName))
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal())
                .toList();
    }

    /** Returns all policies but those of servers beside the services and of their topics. */
    private static List<NetworkPolicy> ofServices(Manifests manifests) {
        return manifests.of(NetworkPolicy.class).stream()
                .filter(policy -> {
                    Map<String, String> chosen =
                            policy.getSpec().getPodSelector().getMatchLabels();
                    return !SERVERS.contains(chosen.getOrDefault(NAME, ""))
                            && !"topics".equals(chosen.get("app.kubernetes.io/component"));
                })
                .toList();
    }

    private static Set<String> incoming(Manifests manifests) {
        Set<String> edges = new TreeSet<>();
        for (NetworkPolicy policy : ofServices(manifests)) {
            String to = who(policy.getSpec().getPodSelector());
            for (var rule : policy.getSpec().getIngress()) {
                for (NetworkPolicyPeer from : rule.getFrom()) {
                    rule.getPorts().forEach(port -> edges.add(who(from) + " -> " + to + ":" + word(port)));
                }
            }
        }
        return edges;
    }

    private static Set<String> outgoing(Manifests manifests) {
        Set<String> edges = new TreeSet<>();
        for (NetworkPolicy policy : ofServices(manifests)) {
            String from = who(policy.getSpec().getPodSelector());
            for (var rule : policy.getSpec().getEgress()) {
                for (NetworkPolicyPeer to : rule.getTo()) {
                    rule.getPorts().forEach(port -> edges.add(from + " -> " + who(to) + ":" + word(port)));
                }
            }
        }
        return edges;
    }

    /** Returns the name of a service, the label of another namespace or of other pods, or a block of addresses. */
    private static String who(NetworkPolicyPeer peer) {
        if (peer.getIpBlock() != null) {
            return peer.getIpBlock().getCidr();
        }
        return who(peer.getNamespaceSelector() != null ? peer.getNamespaceSelector() : peer.getPodSelector());
    }

    private static String who(LabelSelector selector) {
        Map<String, String> labels = selector.getMatchLabels();
        if (SERVERS.contains(labels.getOrDefault(NAME, ""))) {
            return String.valueOf(labels.get(NAME));
        }
        if (labels.containsKey(NAME)) {
            assertThat(labels).as("not the migrations").containsEntry("app.kubernetes.io/component", "service");
            return String.valueOf(labels.get(NAME));
        }
        if (labels.containsKey("app.kubernetes.io/part-of")) {
            return "every pod";
        }
        return labels.isEmpty()
                ? selector.getMatchExpressions().getFirst().getKey()
                : labels.keySet().iterator().next();
    }

    private static String word(NetworkPolicyPort port) {
        IntOrString number = port.getPort();
        String name = number.getStrVal() != null ? number.getStrVal() : String.valueOf(number.getIntVal());
        return port.getProtocol().equals("TCP") ? name : name + "/" + port.getProtocol();
    }

    private static Set<String> between(Set<String> edges) {
        List<String> services =
                Arrays.stream(StackService.values()).map(StackService::id).toList();
        return edges.stream()
                .filter(edge -> Arrays.stream(edge.split(" -> |:", -1)).limit(2).allMatch(services::contains))
                .collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toCollection(TreeSet::new));
    }
}
