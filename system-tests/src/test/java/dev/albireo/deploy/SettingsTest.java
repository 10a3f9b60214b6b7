package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure means that a setting of a service was added or removed: change settings.env, make-secrets, the external secrets, Compose. */
@DisplayName("Every service has in a cluster the settings that the launcher gives it, and none that it does not read")
class SettingsTest {
    /** Compose stops a container without asking first, and starts all services of a machine at once. */
    private static final Set<String> OF_COMPOSE =
            Set.of("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "QUARKUS_SHUTDOWN_DELAY");

    /** Secrets as files, slow shutdown of pods, migration by Jobs, and the broker's authentication, which the launcher's broker does not have. */
    private static final Set<String> IN_A_CLUSTER = Set.of(
            "ALBIREO_SECRETS_DIRECTORY",
            "QUARKUS_SHUTDOWN_DELAY",
            "QUARKUS_FLYWAY_MIGRATE_AT_START",
            "QUARKUS_FLYWAY_VALIDATE_AT_START",
            "KAFKA_SECURITY_PROTOCOL",
            "KAFKA_SASL_MECHANISM",
            "KAFKA_SASL_JAAS_CONFIG",
            "KAFKA_SSL_TRUSTSTORE_TYPE",
            "KAFKA_SSL_TRUSTSTORE_LOCATION");

    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void in_its_pods(Manifests manifests) {
        Map<String, Map<String, String>> secrets = InstallationSecrets.made().secrets();
        for (StackService service : StackService.values()) {
            assertThat(variables(manifests, service.id(), secrets)).isEqualTo(expected(service, inACluster(manifests)));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void in_its_migration(Manifests manifests) {
        Map<String, Map<String, String>> secrets = InstallationSecrets.made().secrets();
        for (StackService service : StackService.values()) {
            Set<String> expected = expected(service, inACluster(manifests));
            expected.add("QUARKUS_INIT_AND_EXIT");
            expected.remove("KAFKA_SASL_JAAS_CONFIG");
            assertThat(variables(manifests, service.id() + "-migration", secrets))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void in_compose(StackService service) {
        Set<String> variables = new TreeSet<>(new Compose().environment(service).keySet());
        variables.removeIf(SettingsTest::isAboutMail);
        assertThat(variables).isEqualTo(expected(service, OF_COMPOSE));
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void the_keys_are_on_the_page_of_settings(StackService service) {
        String page = Checkout.text("docs/configuration.md");
        for (String key : Told.ownKeys(service)) {
            String family = key.replaceAll("\\.(oauth|credentials|admin|webhooks)(?=\\.|$)", ".<name>");
            assertThat(page).containsAnyOf("| `" + key + "` |", "| `" + family + "` |");
        }
    }

    @Test
    void the_broker_door_is_opened_with_the_file_that_is_mounted() {
        Manifests base = Manifests.of("base");
        for (StackService service : StackService.values()) {
            Container container = Manifests.container(requireNonNull(base.pods().get(service.id())));
            String file = requireNonNull(base.settings(container).get("KAFKA_SSL_TRUSTSTORE_LOCATION"));
            assertThat(container.getVolumeMounts()).anyMatch(mount -> file.equals(mount.getMountPath() + "/ca.crt"));
        }
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void postgresql_is_trusted_by_the_file_that_is_mounted_in_services_and_migrations(StackService service) {
        Manifests manifests = Manifests.withComponent("postgres-tls");
        for (String pod : List.of(service.id(), service.id() + "-migration")) {
            Container container =
                    Manifests.container(requireNonNull(manifests.pods().get(pod)));
            String file = requireNonNull(
                    manifests.settings(container).get("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS"));
            assertThat(container.getVolumeMounts()).anyMatch(mount -> file.equals(mount.getMountPath() + "/ca.crt"));
            assertThat(requireNonNull(manifests.pods().get(pod)).getSpec().getVolumes())
                    .filteredOn(volume -> volume.getName().equals("postgres-ca"))
                    .extracting(volume -> volume.getSecret().getSecretName())
                    .containsExactly(service.id() + "-db-ca");
        }
    }

    /** A broker without TLS and users, as in components/single-servers, needs no settings of either. */
    private static Set<String> inACluster(Manifests manifests) {
        boolean plain = manifests.of(ConfigMap.class).stream()
                .anyMatch(map -> "PLAINTEXT".equals(map.getData().get("KAFKA_SECURITY_PROTOCOL")));
        return IN_A_CLUSTER.stream()
                .filter(name -> !plain || !name.matches("KAFKA_(SASL|SSL)_.*"))
                .collect(Collectors.toSet());
    }

    /** They are optional: NetworkTest checks those of components/mail. */
    private static boolean isAboutMail(String name) {
        return name.matches("ALBIREO_MAIL_ENABLED|QUARKUS_MAILER_.*");
    }

    private static Set<String> expected(StackService service, Set<String> more) {
        Set<String> expected = new TreeSet<>(Told.variables(service));
        expected.addAll(more);
        return expected;
    }

    private static Set<String> variables(Manifests manifests, String pod, Map<String, Map<String, String>> secrets) {
        Container container =
                Manifests.container(requireNonNull(manifests.pods().get(pod)));
        Set<String> variables = new TreeSet<>(manifests.settings(container).keySet());
        container.getEnv().stream().map(EnvVar::getName).forEach(variables::add);
        // Only components/tracing and components/mail have these; NetworkTest checks them. Those of
        // components/postgres-tls are checked above.
        variables.removeIf(name -> name.startsWith("QUARKUS_OTEL_")
                || isAboutMail(name)
                || name.matches(".*_SSL_MODE|.*_TRUST_CERTIFICATE_PEM.*"));
        String service = Arrays.stream(StackService.values())
                .map(StackService::id)
                .filter(pod::startsWith)
                .findFirst()
                .orElseThrow();
        variables.addAll(requireNonNull(secrets.get(service)).keySet());
        variables.addAll(List.of("QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD"));
        return variables;
    }
}
