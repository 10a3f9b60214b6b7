package dev.albireo.web.start;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Rules on PostgreSQL and Kafka. */
final class BackendRules {
    private static final Set<String> WELL_KNOWN = Set.of(
            "postgres",
            "postgresql",
            "password",
            "passwort",
            "secret",
            "changeme",
            "albireo",
            "admin",
            "root",
            "test",
            "1234",
            "123456");

    private static final String PASSWORD = "quarkus.datasource.password";
    private static final String USER = "quarkus.datasource.username";
    private static final String BROKERS = "kafka.bootstrap.servers";
    private static final String PROTOCOL = "kafka.security.protocol";

    static final StartupRule POSTGRES = StartupRule.refuses(
            "`quarkus.datasource.jdbc.url`, `quarkus.datasource.reactive.url`",
            "the addresses of the service's own database, such as `jdbc:postgresql://postgres:5432/oauth` and `postgresql://postgres:5432/oauth`",
            settings -> missing(settings, "quarkus.datasource.jdbc.url", "quarkus.datasource.reactive.url"));

    static final StartupRule POSTGRES_PASSWORD = StartupRule.refuses(
            "`" + PASSWORD + "`",
            "not the name of the role, and not a common password",
            settings -> StartupRule.when(
                    settings.value(PASSWORD)
                            .filter(password -> password.equals(settings.value(USER, ""))
                                    || WELL_KNOWN.contains(password.toLowerCase(Locale.ROOT)))
                            .isPresent(),
                    PASSWORD + " can be guessed; give the role a random one"));

    static final StartupRule KAFKA = StartupRule.refuses(
            "`" + BROKERS + "`",
            "the brokers' addresses, such as `kafka:9092`",
            settings -> missing(settings, BROKERS));

    static final StartupRule KAFKA_TLS = StartupRule.warns(
            "`" + PROTOCOL + "`",
            "`SASL_SSL` for brokers on other machines: without it only signatures protect the events",
            settings -> StartupRule.when(
                    !settings.value(PROTOCOL, "PLAINTEXT")
                                    .toUpperCase(Locale.ROOT)
                                    .endsWith("SSL")
                            && settings.list(BROKERS).stream().anyMatch(broker -> !isHere(broker)),
                    PROTOCOL
                            + " does not use TLS; set SASL_SSL, or restrict the network of the brokers to these services"));

    private BackendRules() {}

    private static List<String> missing(StartupSettings settings, String... keys) {
        return Stream.of(keys)
                .filter(key -> settings.value(key).isEmpty())
                .map(key -> key + " is not set; set its address")
                .toList();
    }

    private static boolean isHere(String broker) {
        return broker.startsWith("localhost:") || broker.startsWith("127.") || broker.startsWith("[::1]");
    }
}
