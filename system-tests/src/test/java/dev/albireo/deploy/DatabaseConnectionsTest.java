package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The connections of all pods fit into their database")
class DatabaseConnectionsTest {
    /** The default of PostgreSQL. */
    private static final int DEFAULT_MAX_CONNECTIONS = 100;

    /** {@code superuser_reserved_connections}, and some for operators, backups and metrics. */
    private static final int RESERVED = 3 + 10;

    /** One connection that listens for notifications, and one that checks the schema at the start. */
    private static final int BESIDE_THE_POOL = 2;

    private static final String POOL_VARIABLE = "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE";
    private static final Pattern POOL = Pattern.compile("(?m)^quarkus\\.datasource\\.reactive\\.max-size=(\\d+)$");

    /** The replicas of the Compose file at which docs/deploy.md scales the token service. */
    private static final int COMPOSE_REPLICAS = 3;

    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void of_each_service_when_it_is_scaled_up_and_rolled_out(Manifests manifests) {
        for (PostgresCluster cluster : manifests.of(PostgresCluster.class)) {
            String database = cluster.spec().bootstrap().initdb().database();
            StackService service = Arrays.stream(StackService.values())
                    .filter(candidate -> candidate.id().equals(database))
                    .findFirst()
                    .orElseThrow();
            int limit = Optional.ofNullable(cluster.spec().postgresql())
                    .flatMap(settings -> Optional.ofNullable(settings.parameters()))
                    .map(parameters -> Integer.parseInt(parameters.get("max_connections")))
                    .orElse(DEFAULT_MAX_CONNECTIONS);
            assertThat(pods(manifests, service) * ofPod(manifests, service) + RESERVED)
                    .as(service + " of " + manifests)
                    .isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void as_the_page_says() {
        Manifests base = Manifests.of("base");
        String page = Checkout.text("docs/deploy.md");
        for (StackService service : StackService.values()) {
            int pods = pods(base, service);
            int each = ofPod(base, service);
            assertThat(page)
                    .contains("| database of `%s` | %d | %d | %d |"
                            .formatted(service.id(), pods, each, pods * each + RESERVED));
        }
    }

    @Test
    void of_the_one_server_of_Compose_with_a_scaled_token_service() {
        Compose compose = new Compose();
        int all = Arrays.stream(StackService.values())
                .mapToInt(service -> (service == StackService.OAUTH ? COMPOSE_REPLICAS : 1)
                        * (pool(service, compose.environment(service)) + BESIDE_THE_POOL))
                .sum();
        assertThat(all + RESERVED).isLessThanOrEqualTo(DEFAULT_MAX_CONNECTIONS);
    }

    private static int pods(Manifests manifests, StackService service) {
        int surge = manifests.of(Deployment.class).stream()
                .filter(deployment -> deployment.getMetadata().getName().equals(service.id()))
                .map(deployment ->
                        deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge())
                .findFirst()
                .orElseThrow()
                .getIntVal();
        int most = manifests.of(HorizontalPodAutoscaler.class).stream()
                .filter(scaler -> scaler.getMetadata().getName().equals(service.id()))
                .map(scaler -> scaler.getSpec().getMaxReplicas())
                .findFirst()
                .orElseThrow();
        return most + surge;
    }

    private static int ofPod(Manifests manifests, StackService service) {
        Deployment deployment = manifests.of(Deployment.class).stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(service.id()))
                .findFirst()
                .orElseThrow();
        Map<String, String> settings =
                manifests.settings(Manifests.container(deployment.getSpec().getTemplate()));
        return pool(service, settings) + BESIDE_THE_POOL;
    }

    private static int pool(StackService service, Map<String, String> environment) {
        String properties = Checkout.text("services/" + service.id() + "/src/main/resources/application.properties");
        Matcher own = POOL.matcher(properties);
        assertThat(own.find()).as(service + " sets the size of its pool").isTrue();
        return Integer.parseInt(environment.getOrDefault(POOL_VARIABLE, own.group(1)));
    }
}
