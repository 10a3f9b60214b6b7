package dev.albireo.devstack.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.ServiceSettings.Listening;
import dev.albireo.devstack.config.ServiceSettings.StackAddresses;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.process.DataFolder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The settings of each service")
class ServiceSettingsTest {
    @TempDir
    Path folder;

    private DataFolder data;
    private SecretsFile secrets;

    @BeforeEach
    void open() {
        data = DataFolder.open(folder);
        secrets = SecretsFile.of(data);
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void every_service_gets_where_it_listens_and_where_the_others_are() {
        assertThat(of(StackService.WEBHOOKS))
                .containsEntry("quarkus.http.host", "127.0.0.1")
                .containsEntry("quarkus.http.port", "8000")
                .containsEntry("quarkus.management.host", "127.0.0.1")
                .containsEntry("quarkus.management.port", "8100")
                .containsEntry("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:5432/webhooks")
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:5432/webhooks")
                .containsEntry("quarkus.datasource.username", "webhooks")
                .containsEntry("quarkus.datasource.password", "secret")
                .containsEntry("kafka.bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("albireo.issuer", "http://localhost:9090")
                .containsEntry("albireo.oauth-url", "http://127.0.0.1:8080")
                .containsEntry("albireo.credentials-url", "http://127.0.0.1:8081")
                .containsEntry("albireo.webhooks-url", "http://127.0.0.1:8082")
                .containsEntry("albireo.development", "true");
    }

    @Test
    void a_service_gets_no_key_that_is_not_its_own() {
        assertThat(keysOf(StackService.OAUTH))
                .containsExactlyInAnyOrder(
                        "albireo.keys.cookie",
                        "albireo.keys.forms",
                        "albireo.keys.data",
                        "albireo.keys.secrets",
                        "albireo.events.signing-key",
                        "albireo.events.public-keys.credentials",
                        "albireo.service-clients.credentials.secret",
                        "albireo.service-clients.admin.secret",
                        "albireo.service-clients.webhooks.secret");
        assertThat(keysOf(StackService.CREDENTIALS))
                .containsExactlyInAnyOrder(
                        "albireo.keys.cookie",
                        "albireo.keys.forms",
                        "albireo.keys.data",
                        "albireo.keys.delivery",
                        "albireo.events.signing-key",
                        "albireo.events.public-keys.webhooks",
                        "quarkus.oidc-client.credentials.secret");
        assertThat(keysOf(StackService.ADMIN))
                .containsExactlyInAnyOrder(
                        "albireo.events.signing-key",
                        "albireo.events.public-keys.oauth",
                        "albireo.events.public-keys.credentials",
                        "albireo.events.public-keys.webhooks",
                        "quarkus.oidc-client.credentials.secret",
                        "quarkus.oidc-client.oauth.credentials.secret");
        assertThat(keysOf(StackService.WEBHOOKS))
                .containsExactlyInAnyOrder(
                        "albireo.keys.data",
                        "albireo.keys.delivery",
                        "albireo.events.signing-key",
                        "albireo.events.public-keys.credentials");
    }

    @Test
    void only_both_sides_of_a_shared_secret_get_it() {
        Map<String, String> oauth = of(StackService.OAUTH);
        Map<String, String> credentials = of(StackService.CREDENTIALS);

        assertThat(oauth.get("albireo.keys.cookie")).isEqualTo(credentials.get("albireo.keys.cookie"));
        assertThat(oauth.get("albireo.keys.forms")).isNotEqualTo(credentials.get("albireo.keys.forms"));
        assertThat(oauth.get("albireo.keys.data")).isNotEqualTo(credentials.get("albireo.keys.data"));
        assertThat(of(StackService.WEBHOOKS).get("albireo.keys.delivery"))
                .isEqualTo(credentials.get("albireo.keys.delivery"));
        assertThat(oauth.get("albireo.service-clients.credentials.secret"))
                .isEqualTo(credentials.get("quarkus.oidc-client.credentials.secret"))
                .isNotEqualTo(oauth.get("albireo.service-clients.admin.secret"));
    }

    @Test
    void a_key_has_32_bytes() {
        assertThat(Base64.getDecoder().decode(of(StackService.OAUTH).get("albireo.keys.secrets")))
                .hasSize(32);
    }

    @Test
    void a_second_start_finds_the_secrets_of_the_first() {
        Map<String, String> first = of(StackService.OAUTH);
        secrets = SecretsFile.of(data);

        assertThat(of(StackService.OAUTH)).isEqualTo(first);
    }

    @Test
    void only_the_owner_can_read_the_secrets() throws IOException {
        secrets.key("any");

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("config/secrets.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void given_settings_override_the_others() {
        assertThat(of(StackService.ADMIN, Map.of("albireo.development", "false", "other", "x")))
                .containsEntry("albireo.development", "false")
                .containsEntry("other", "x");
    }

    @Test
    void a_file_says_exactly_what_was_set() throws IOException {
        Map<String, String> settings = Map.of("a", "x=y: #!", "b", "C:\\temp", "c", "");
        Properties read = new Properties();
        read.load(new StringReader(ServiceSettings.text(settings)));

        assertThat(read).isEqualTo(settings);
    }

    private Map<String, String> of(StackService service) {
        return of(service, Map.of());
    }

    private Map<String, String> of(StackService service, Map<String, String> overrides) {
        StackAddresses addresses = new StackAddresses(
                URI.create("http://localhost:9090"),
                URI.create("http://127.0.0.1:8080"),
                URI.create("http://127.0.0.1:8081"),
                URI.create("http://127.0.0.1:8082"),
                "127.0.0.1:9092",
                12_525);
        return new ServiceSettings(secrets, addresses)
                .of(service, new Listening(8000, 8100), new Database(service.id(), 5432, "secret"), overrides);
    }

    private List<String> keysOf(StackService service) {
        return of(service).keySet().stream()
                .filter(key -> key.contains("keys.") || key.endsWith("-key") || key.endsWith(".secret"))
                .toList();
    }
}
