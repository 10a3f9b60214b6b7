package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.kafka.TlsListener;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.process.Ports;
import dev.albireo.devstack.process.StackException;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Aside;
import dev.albireo.systemtests.support.CertificateAuthority;
import dev.albireo.systemtests.support.CertificateAuthority.Issued;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.SecondStack;
import dev.albireo.systemtests.support.Superuser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL takes TLS connections only; the broker's listener requires a certificate of its clients too. */
@DisplayName("TLS to PostgreSQL and Kafka, with the settings of docs/deploy.md")
@SecondStack
class BackendTlsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String USER = "registered-over-tls";
    private static final String ENCRYPTED = """
            SELECT count(*) FILTER (WHERE ssl), count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
             WHERE usename = 'oauth' AND backend_type = 'client backend'
            """;

    @TempDir
    static Path folder;

    private static CertificateAuthority authority;
    private static CertificateAuthority other;
    private static Issued client;
    private static TlsListener listener;
    private static Stack stack;

    @BeforeAll
    static void startServersWithTls() throws SQLException, IOException {
        authority = CertificateAuthority.in(folder.resolve("authority"));
        other = CertificateAuthority.in(folder.resolve("other"));
        client = authority.issue("client");
        Issued server = authority.issue("server");
        StackOptions options = Aside.options("backend-tls");
        listener = new TlsListener(
                new Ports(0).firstFree(19_300 + options.portOffset()), server.both(), authority.certificate());
        for (StackService service : StackService.values()) {
            options = options.without(service);
        }
        stack = Stack.start(options.withKafkaTls(listener), System.out::println);
        requireTls(server, options.data().resolve("postgres/pg_hba.conf"));
    }

    /** Connections of the services that are not encrypted find no line of pg_hba.conf. */
    private static void requireTls(Issued server, Path access) throws SQLException, IOException {
        try (Connection connection = Superuser.connect(stack);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("ALTER SYSTEM SET ssl_cert_file = '" + server.certificate() + "'");
            statement.execute("ALTER SYSTEM SET ssl_key_file = '" + server.key() + "'");
            Files.writeString(access, """
                    host    all postgres 127.0.0.1/32 scram-sha-256
                    hostssl all all      127.0.0.1/32 scram-sha-256
                    """);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void lets_services_migrate_write_send_and_receive() throws SQLException {
        RunningService oauth = stack.startInstance(instance(StackService.OAUTH.id(), StackService.OAUTH, settings()));
        Map<String, String> registering = settings();
        registering.put("albireo.registration-page.mode", "open");
        RunningService credentials =
                stack.startInstance(instance(StackService.CREDENTIALS.id(), StackService.CREDENTIALS, registering));
        assertThat(oauth.isReady()).isTrue();
        assertThat(credentials.isReady()).isTrue();

        Person person = new Journey(stack.edgeUri()).person();
        Answer registered = person.submit(
                person.get("/register"), "/register", Map.of("username", USER, "password", Admin.PASSWORD));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(303);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(numbers(StackService.OAUTH, "SELECT count(*) FROM person"))
                        .containsExactly(1L, 1L));
        List<Long> connections = numbers(StackService.OAUTH, ENCRYPTED);
        assertThat(connections.getFirst())
                .as("requests, and notifications beside them")
                .isEqualTo(connections.getLast())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void and_a_service_that_trusts_another_authority_than_postgresql_has_does_not_start() throws IOException {
        Map<String, String> wrong = settings();
        wrong.put(
                "quarkus.datasource.reactive.trust-certificate-pem.certs",
                other.certificate().toString());
        ExtraReplica instance = instance("oauth-without-postgres", StackService.OAUTH, wrong);
        assertThatThrownBy(() -> stack.startInstance(instance))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("ended while starting");
        assertThat(Files.readString(stack.service(instance.name()).log()).lines())
                .filteredOn(line -> line.startsWith("albireo: not started: the TLS connection to PostgreSQL failed: "))
                .singleElement()
                .asString()
                .contains("unable to find valid certification path");
    }

    @Test
    void and_one_that_trusts_another_than_the_brokers_have_is_not_ready() throws Exception {
        Map<String, String> wrong = settings();
        wrong.put("kafka.ssl.truststore.location", other.certificate().toString());
        ExtraReplica instance = instance("oauth-without-kafka", StackService.OAUTH, wrong);
        FutureTask<RunningService> started = new FutureTask<>(() -> stack.startInstance(instance));
        Thread.startVirtualThread(started);
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                Files.readString(stack.service(instance.name()).log())
                                        .lines())
                        .filteredOn(line -> line.contains("kafka tls handshake failed, not ready until it succeeds"))
                        .singleElement()
                        .asString()
                        .contains("brokers=" + listener.address(), "unable to find valid certification path"));
        RunningService service = stack.service(instance.name());
        assertThat(body(service.readiness())).containsPattern("\"kafka tls\",\\s+\"status\": \"DOWN\"");
        assertThat(service.isReady()).isFalse();
        service.kill();
        assertThatThrownBy(started::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StackException.class);
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");
        settings.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
        settings.put(
                "quarkus.datasource.reactive.trust-certificate-pem.certs",
                authority.certificate().toString());
        settings.put("kafka.bootstrap.servers", listener.address());
        settings.put("kafka.security.protocol", "SSL");
        settings.put("kafka.ssl.truststore.type", "PEM");
        settings.put("kafka.ssl.truststore.location", authority.certificate().toString());
        settings.put("kafka.ssl.keystore.type", "PEM");
        settings.put("kafka.ssl.keystore.location", client.both().toString());
        return settings;
    }

    private static ExtraReplica instance(String name, StackService service, Map<String, String> settings) {
        return new ExtraReplica(name, service, settings, name.equals(service.id()));
    }

    private static List<Long> numbers(StackService service, String sql) throws SQLException {
        Database database = stack.postgres().database(service.id());
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + authority.certificate(),
                        database.name(),
                        database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return List.of(row.getLong(1), row.getLong(row.getMetaData().getColumnCount()));
        }
    }

    private static String body(URI uri) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
