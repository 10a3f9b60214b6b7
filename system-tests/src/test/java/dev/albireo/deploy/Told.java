package dev.albireo.deploy;

import dev.albireo.devstack.config.SecretsFile;
import dev.albireo.devstack.config.ServiceSettings;
import dev.albireo.devstack.config.ServiceSettings.Listening;
import dev.albireo.devstack.config.ServiceSettings.StackAddresses;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.process.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The launcher's settings of each service, which the tests of the running stack show to be sufficient; as names of environment variables.
 */
final class Told {
    /** Settings of one machine and of development, and those of mail, which is off unless an operator has an SMTP server. */
    private static final Set<String> BY_THE_LAUNCHER_ALONE = Set.of(
            "quarkus.http.host",
            "quarkus.management.host",
            "albireo.development",
            "albireo.mail.enabled",
            "quarkus.mailer.host",
            "quarkus.mailer.port",
            "quarkus.mailer.from",
            "quarkus.mailer.start-tls",
            "albireo.internal.require-actor",
            "quarkus.log.console.json.enabled",
            "kafka.session.timeout.ms",
            "kafka.heartbeat.interval.ms");

    private Told() {}

    /** Returns the variables that a service needs in every environment. */
    static Set<String> variables(StackService service) {
        return settings(service).keySet().stream()
                .filter(key -> !BY_THE_LAUNCHER_ALONE.contains(key))
                .map(Told::variable)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the keys under {@code albireo.} among them. */
    static Set<String> ownKeys(StackService service) {
        return settings(service).keySet().stream()
                .filter(key -> key.startsWith("albireo."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the environment variable of a key, as MicroProfile Config derives it. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> settings(StackService service) {
        URI somewhere = URI.create("http://127.0.0.1:1");
        try {
            Path folder = Files.createTempDirectory(Checkout.path("system-tests/target"), "told");
            try (DataFolder data = DataFolder.open(folder)) {
                return new ServiceSettings(
                                SecretsFile.of(data),
                                new StackAddresses(somewhere, somewhere, somewhere, somewhere, "127.0.0.1:1", 1))
                        .of(
                                service,
                                new Listening(service.port(), service.managementPort()),
                                new Database(service.id(), 1, "none"),
                                Map.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
