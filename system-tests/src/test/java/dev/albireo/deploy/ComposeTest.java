package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.devstack.config.StackService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The Compose file")
class ComposeTest {
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?run make env first}");
    private static final Pattern SETTABLE = Pattern.compile("\\$\\{[A-Z_]+:-(.*)}");
    private static final Pattern NGINX =
            Pattern.compile("docker\\.io/nginxinc/nginx-unprivileged:1\\.(\\d+)(?:\\.\\d+)?-alpine");
    private final Compose compose = new Compose();

    @Test
    void has_the_system_and_nothing_else() {
        assertThat(names(compose.root().path("services")))
                .containsExactlyInAnyOrder(
                        "postgres", "kafka", "topics", "oauth", "credentials", "admin", "webhooks", "edge");
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void gives_a_service_the_secrets_that_it_has_in_a_cluster(StackService service) {
        InstallationSecrets made = InstallationSecrets.made();
        Map<String, String> secret = requireNonNull(made.secrets().get(service.id()));
        Map<String, String> written = compose.environment(service).entrySet().stream()
                .filter(entry -> REQUIRED.matcher(entry.getValue()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> value(made, entry.getValue())));
        assertThat(written.remove("QUARKUS_DATASOURCE_PASSWORD"))
                .isEqualTo(requireNonNull(made.secrets().get(service.id() + "-db-app"))
                        .get("password"));
        assertThat(written).isEqualTo(secret);
    }

    @Test
    void asks_for_every_secret_that_is_made_and_for_no_other() {
        Set<String> asked = REQUIRED.matcher(Checkout.text("docker-compose.yml"))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked)
                .isEqualTo(new TreeSet<>(InstallationSecrets.made().env().keySet()));
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void runs_a_service_on_its_ports_and_its_own_database(StackService service) {
        assertThat(compose.environment(service))
                .containsEntry("QUARKUS_HTTP_PORT", Integer.toString(PortsTest.httpPort(service)))
                .containsEntry("QUARKUS_MANAGEMENT_PORT", Integer.toString(service.managementPort()))
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", service.id())
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://postgres:5432/" + service.id())
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://postgres:5432/" + service.id())
                .containsEntry("ALBIREO_OAUTH_URL", "http://oauth:8080")
                .containsEntry("ALBIREO_CREDENTIALS_URL", "http://credentials:8081")
                .containsEntry("ALBIREO_WEBHOOKS_URL", "http://webhooks:8082");
        assertThat(Checkout.text("deploy/k8s/components/single-servers/databases.sh"))
                .contains(" " + service.id());
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void locks_a_service_in_and_starts_it_after_what_it_needs(StackService service) {
        JsonNode description = compose.service(service.id());
        assertThat(description.path("read_only").asBoolean()).isTrue();
        assertThat(texts(description.path("cap_drop"))).containsExactly("ALL");
        assertThat(texts(description.path("security_opt"))).containsExactly("no-new-privileges:true");
        assertThat(description.at("/depends_on/postgres/condition").asText()).isEqualTo("service_healthy");
        assertThat(description.at("/depends_on/topics/condition").asText()).isEqualTo("service_completed_successfully");
        assertThat(texts(description.at("/healthcheck/test"))).containsExactly("CMD", "bash", "/opt/albireo/healthy");
        assertThat(description.path("image").asText())
                .isEqualTo("ghcr.io/albireo/" + service.id() + ":${ALBIREO_VERSION:-dev}");
    }

    @Test
    void names_the_images_of_others_with_their_registry_and_lets_a_release_pin_them() {
        for (String name : List.of("postgres", "kafka", "edge")) {
            String image = compose.service(name).path("image").asText();
            assertThat(image).matches("\\$\\{[A-Z]+_IMAGE:-docker\\.io/.+:.+}");
        }
    }

    @Test
    void lets_the_services_out_that_call_addresses_of_others_and_the_edge_not_to_them_that_way() {
        Map<String, List<String>> networks =
                names(compose.root().path("services")).stream().collect(Collectors.toMap(name -> name, this::networks));
        assertThat(networks)
                .containsEntry("oauth", List.of("inside", "internet"))
                .containsEntry("webhooks", List.of("inside", "internet"))
                .containsEntry("credentials", List.of("inside"))
                .containsEntry("edge", List.of("inside", "outside"));
    }

    @Test
    void has_an_edge_that_asks_the_services_on_their_ports_whether_they_are_ready() {
        for (StackService service : List.of(StackService.OAUTH, StackService.CREDENTIALS)) {
            assertThat(Checkout.text("deploy/compose/edge"))
                    .contains("upstream " + service.id() + " " + PortsTest.httpPort(service) + " "
                            + service.managementPort());
        }
        assertThat(texts(compose.service("edge").path("volumes")))
                .contains("./deploy/compose/edge:/edge:ro", "./deploy/compose/nginx.conf:/etc/nginx/nginx.conf:ro");
    }

    @Test
    void creates_the_topics_of_the_code() {
        assertThat(texts(compose.service("topics").path("entrypoint")))
                .endsWith("dev.albireo.outbox.TopicCreation", "kafka:9092");
        assertThat(Checkout.path("libs/outbox/src/main/java/dev/albireo/outbox/TopicCreation.java"))
                .exists();
    }

    @Test
    void a_health_check_starts_no_jvm() {
        for (String name : names(compose.root().path("services"))) {
            List<String> command = texts(compose.service(name).at("/healthcheck/test"));
            assertThat(command).as(name).noneMatch(word -> word.contains("java") || word.contains("/opt/kafka"));
        }
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void gives_a_service_time_to_end(StackService service) {
        assertThat(compose.environment(service)).containsEntry("QUARKUS_SHUTDOWN_DELAY", "5s");
        assertThat(compose.service(service.id()).path("stop_grace_period").asText())
                .isEqualTo("30s");
    }

    @Test
    void is_reachable_from_this_machine_alone_at_the_edge_and_the_admin_api() {
        for (String name : names(compose.root().path("services"))) {
            assertThat(texts(compose.service(name).path("ports")))
                    .as(name)
                    .isEqualTo(
                            switch (name) {
                                case "edge" -> List.of("127.0.0.1:${ALBIREO_PORT:-9090}:9090");
                                case "admin" -> List.of("127.0.0.1:${ALBIREO_ADMIN_PORT:-9091}:9091");
                                default -> List.of();
                            });
        }
        assertThat(compose.root().at("/networks/inside/internal").asBoolean()).isTrue();
    }

    @Test
    void the_edge_is_the_only_trusted_proxy() {
        String edge =
                compose.service("edge").at("/networks/inside/ipv4_address").asText();
        for (StackService service : List.of(StackService.OAUTH, StackService.CREDENTIALS)) {
            assertThat(compose.environment(service)).containsEntry("ALBIREO_TRUSTED_PROXIES", edge);
        }
        // Addresses that the engine assigns itself must not include the edge's, which starts last.
        assertThat(compose.root().at("/networks/inside/ipam/config/0/ip_range").asText())
                .isEqualTo("172.31.90.128/25");
        assertThat(compose.root().at("/networks/inside/ipam/config/0/subnet").asText())
                .startsWith(edge.substring(0, edge.lastIndexOf('.') + 1));
    }

    /** nginx answers two {@code Host} lines and a malformed one with 400 by itself; verified with 1.22.1. */
    @Test
    void has_an_edge_that_refuses_requests_without_a_host_or_with_two() {
        Matcher image =
                NGINX.matcher(settable(compose.service("edge").path("image").asText()));
        assertThat(image.matches()).isTrue();
        assertThat(Integer.parseInt(image.group(1)))
                .as("minor version of nginx")
                .isGreaterThanOrEqualTo(22);
        assertThat(Checkout.text("deploy/compose/nginx.conf"))
                .containsPattern("if \\(\\$http_host = \"\"\\) \\{\\s+return 400 ")
                .doesNotContain("ignore_invalid_headers off", "underscores_in_headers on");
    }

    @Test
    void makes_no_topic_by_accident() {
        assertThat(compose.service("kafka")
                        .at("/environment/KAFKA_AUTO_CREATE_TOPICS_ENABLE")
                        .asText())
                .isEqualTo("false");
    }

    /** Returns the default of a value that {@code .env} may set. */
    private static String settable(String written) {
        Matcher variable = SETTABLE.matcher(written);
        assertThat(variable.matches()).as(written).isTrue();
        return variable.group(1);
    }

    private List<String> networks(String service) {
        JsonNode networks = compose.service(service).path("networks");
        return networks.isArray() ? texts(networks) : names(networks);
    }

    private static String value(InstallationSecrets made, String written) {
        Matcher variable = REQUIRED.matcher(written);
        assertThat(variable.matches()).as(written).isTrue();
        return requireNonNull(made.env().get(variable.group(1)), written);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
