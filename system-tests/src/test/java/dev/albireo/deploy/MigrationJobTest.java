package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.deploy.PackagedService.Ended;
import dev.albireo.devstack.config.SecretsFile;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.postgres.LocalPostgres;
import dev.albireo.devstack.process.DataFolder;
import dev.albireo.devstack.process.Ports;
import dev.albireo.systemtests.support.SecondStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each Job with the environment that production's manifests give it, on an empty database. */
@DisplayName("The migration Jobs of deploy/k8s")
@SecondStack
class MigrationJobTest {
    private static final Manifests PRODUCTION = Manifests.of("overlays/prod");
    private static final InstallationSecrets SECRETS = InstallationSecrets.make();

    @TempDir
    static Path folder;

    private static DataFolder data;
    private static LocalPostgres postgres;

    @BeforeAll
    static void startPostgres() {
        data = DataFolder.open(folder);
        int port = new Ports(0).firstFree(15_700);
        SecretsFile passwords = SecretsFile.of(data);
        List<Database> databases = Arrays.stream(StackService.values())
                .map(service -> new Database(service.id(), port, passwords.password("database." + service.id())))
                .toList();
        postgres = new LocalPostgres(
                data, Checkout.path(".data/bin"), port, passwords.password("database.postgres"), databases);
        postgres.start();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
        data.close();
    }

    @ParameterizedTest
    @EnumSource(value = StackService.class, mode = EnumSource.Mode.EXCLUDE, names = "CREDENTIALS")
    void migrate_an_empty_database_and_let_the_service_start_on_it(StackService service) {
        Database database = postgres.database(service.id());

        assertSucceeds(service, job(service, database));
        assertSucceeds(service, pod(service, database));
    }

    @Test
    void of_an_earlier_release_apply_its_repeatable_scripts_again_after_a_later_one_changed_them() throws SQLException {
        StackService service = StackService.CREDENTIALS;
        Database database = postgres.database(service.id());
        Map<String, String> job = job(service, database);
        Map<String, String> pod = pod(service, database);
        assertThat(PackagedService.run(service, pod).status())
                .as("before the Job")
                .isNotZero();
        assertSucceeds(service, job);
        migratedByALaterRelease(database);

        Ended undone = PackagedService.run(service, pod);
        assertThat(undone.status()).as(undone.output()).isNotZero();
        assertThat(undone.output()).contains("Detected resolved repeatable migration not applied to database");

        assertSucceeds(service, job);
        assertSucceeds(service, pod);
    }

    private static void assertSucceeds(StackService service, Map<String, String> environment) {
        Ended ended = PackagedService.run(service, environment);
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    private static Map<String, String> job(StackService service, Database database) {
        return environment(service, service.id() + "-migration", database);
    }

    /** The service itself would continue; it has validated the schema before it ends. */
    private static Map<String, String> pod(StackService service, Database database) {
        Map<String, String> pod = environment(service, service.id(), database);
        pod.put("QUARKUS_INIT_AND_EXIT", "true");
        return pod;
    }

    /** Adds a versioned migration and changes the repeatable scripts, as the history of Flyway shows them. */
    private static void migratedByALaterRelease(Database database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version IS NULL");
            statement.executeUpdate("""
                    INSERT INTO flyway_schema_history
                    SELECT max(installed_rank) + 1, '999', 'later', 'SQL', 'V999__later.sql', 1, 'later', now(), 1, true
                      FROM flyway_schema_history
                    """);
        }
    }

    /** Returns a directory with a file for each secret. */
    private static Path mounted(Map<String, String> secrets) {
        try {
            Path directory = Files.createTempDirectory(folder, "secrets");
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                Files.writeString(directory.resolve(secret.getKey()), secret.getValue());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the environment of the container in the manifests, with the addresses and secrets of this machine. */
    private static Map<String, String> environment(StackService service, String pod, Database database) {
        Map<String, String> environment = new HashMap<>(PRODUCTION.settings(
                Manifests.container(requireNonNull(PRODUCTION.pods().get(pod)))));
        Map<String, String> secrets = new HashMap<>(SECRETS.secrets().getOrDefault(service.id(), Map.of()));
        secrets.put("QUARKUS_DATASOURCE_USERNAME", database.name());
        secrets.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        environment.put("ALBIREO_SECRETS_DIRECTORY", mounted(secrets).toString());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        // No request waits for the end of these processes.
        environment.put("QUARKUS_SHUTDOWN_DELAY", "0S");
        environment.remove("KAFKA_SECURITY_PROTOCOL");
        environment.remove("KAFKA_SSL_TRUSTSTORE_LOCATION");
        environment.remove("KAFKA_SSL_TRUSTSTORE_TYPE");
        return environment;
    }
}
