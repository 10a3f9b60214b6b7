package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.deploy.PackagedService.Ended;
import dev.albireo.devstack.config.StackService;
import dev.albireo.systemtests.support.SecondStack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged services, each with an environment of its own only. */
@DisplayName("A service with settings that production must not have does not start, and reports all of them at once")
@SecondStack
class RefusedStartTest {
    private static final int MISCONFIGURED = 78;
    private static final String WEAK = "YSBzZWNyZXQgdGhhdCBzb21lYm9keSBtYWRlIHVwLi4=";

    @ParameterizedTest
    @EnumSource(StackService.class)
    void nothing_was_told(StackService service) {
        Ended ended = start(service, Map.of());
        assertThat(ended.status()).as(ended.output()).isEqualTo(MISCONFIGURED);
        assertThat(ended.output())
                .startsWith("albireo: " + service.id() + " does not start")
                .doesNotContain("\tat ");
        List<String> missing = Told.variables(service).stream()
                .filter(variable -> variable.matches("ALBIREO_(KEYS|EVENTS|ISSUER).*"))
                .toList();
        assertThat(lines(ended)).allMatch(line -> line.endsWith(" is not set"));
        assertThat(lines(ended).stream().map(line -> Told.variable(line.replace(" is not set", ""))))
                .containsAll(missing);
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void what_was_told_is_weak_open_or_for_development(StackService service) {
        Map<String, String> told = told(service);
        told.keySet().stream()
                .filter(variable -> variable.matches("ALBIREO_(EVENTS|KEYS)_.*"))
                .forEach(variable -> told.put(variable, WEAK));
        told.put("ALBIREO_ISSUER", "http://id.example.com");
        told.put("ALBIREO_INTERNAL_REQUIRE_ACTOR", "false");
        told.put("QUARKUS_DATASOURCE_USERNAME", service.id());
        told.put("QUARKUS_DATASOURCE_PASSWORD", service.id());

        Ended ended = start(service, told);

        assertThat(ended.status()).as(ended.output()).isEqualTo(MISCONFIGURED);
        assertThat(lines(ended))
                .contains(
                        "albireo.internal.require-actor is false",
                        "albireo.issuer is http and not on this machine",
                        "albireo.events.signing-key is not random",
                        "quarkus.datasource.password can be guessed")
                .anyMatch(line -> line.matches("one of albireo\\.events\\.public-keys\\.\\w+ is not random"));
        assertThat(lines(ended).stream()
                        .anyMatch(line -> line.startsWith("albireo.events.signing-key is the same as ")))
                .as("where a service has other keys")
                .isEqualTo(service != StackService.ADMIN);
        assertThat(ended.output()).doesNotContain(WEAK);
        told.values().stream()
                .filter(value -> value.length() >= 40)
                .forEach(secret -> assertThat(ended.output()).doesNotContain(secret));
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void development_where_others_are(StackService service) {
        Map<String, String> told = told(service);
        told.put("ALBIREO_DEVELOPMENT", "true");
        assertThat(lines(start(service, told)))
                .containsExactly(
                        "albireo.development is true with an https issuer",
                        "albireo.development is true where quarkus.http.host (0.0.0.0) is not a loopback address");
    }

    /** As the image is trained: it starts without a database, and ends by itself. */
    @Test
    void what_make_env_made_is_started_with() {
        Map<String, String> told = told(StackService.OAUTH);
        told.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
        told.put("QUARKUS_INIT_AND_EXIT", "true");
        Ended ended = start(StackService.OAUTH, told);
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).doesNotContain("does not start");
    }

    /** As in Compose, with addresses where no process answers. */
    private static Map<String, String> told(StackService service) {
        InstallationSecrets made = InstallationSecrets.made();
        Map<String, String> told = new HashMap<>(made.secrets().getOrDefault(service.id(), Map.of()));
        told.put("ALBIREO_ISSUER", "https://id.example.com");
        told.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/none");
        told.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:1/none");
        told.put("QUARKUS_DATASOURCE_USERNAME", service.id());
        told.put("QUARKUS_DATASOURCE_PASSWORD", made.env().getOrDefault("POSTGRES_PASSWORD", ""));
        told.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        return told;
    }

    private static Ended start(StackService service, Map<String, String> environment) {
        return PackagedService.run(service, environment);
    }

    /** Returns each line without its advice. */
    private static List<String> lines(Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2).replaceFirst(";.*", ""))
                .toList();
    }
}
