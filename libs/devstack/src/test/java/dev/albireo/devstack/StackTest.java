package dev.albireo.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.process.Ports;
import dev.albireo.devstack.process.StackException;
import dev.albireo.events.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a real PostgreSQL, a real Kafka and real processes; only the services are stand-ins. */
@Tag("database")
class StackTest {
    /** Differs from that of another checkout that runs the same test at the same time. */
    private static final int OFFSET = 10_000 + (int) (ProcessHandle.current().pid() % 150) * 20;

    @TempDir
    Path folder;

    private StackOptions options;

    @BeforeEach
    void checkout() throws IOException {
        options = StackOptions.of(StandInCheckout.in(folder))
                .withPortOffset(OFFSET)
                .withStartLimit(Duration.ofSeconds(30));
    }

    @Test
    void starts_everything_with_a_database_for_each_service_and_finds_its_data_again() throws Exception {
        List<Long> pids;
        try (Stack stack = Stack.start(options.withInstance(
                new ExtraReplica("oauth-2", StackService.OAUTH, Map.of("albireo.development", "false"), true)))) {
            pids = pidsOf(stack);

            assertThat(topics(stack))
                    .containsAll(
                            Arrays.stream(Topic.values()).map(Topic::topicName).toList());
            assertThat(get(stack.edgeUri().resolve("/demo")).body()).contains("How sure do you need to be?");
            assertThat(get(stack.edgeUri().resolve("/nothing")).statusCode()).isEqualTo(404);
            assertThat(List.of(settingsBehindEdge(stack), settingsBehindEdge(stack)))
                    .satisfiesExactlyInAnyOrder(
                            one -> assertThat(one).contains("albireo.development=true"),
                            two -> assertThat(two).contains("albireo.development=false"));
            assertThat(stack.residentBytes()).isPositive();
            update(stack.postgres().database("admin"), "CREATE TABLE kept (id int)");

            aServiceCannotLookIntoTheDatabaseOfAnother(stack);
            killAndRestart(stack);
            restartKafka(stack);
        }
        assertThat(pids)
                .noneMatch(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
        assertThat(ports()).allMatch(Ports::isFree);

        try (Stack again = Stack.start(options)) {
            update(again.postgres().database("admin"), "INSERT INTO kept VALUES (1)");
        }
    }

    private void killAndRestart(Stack stack) throws IOException, InterruptedException {
        stack.service("credentials").kill();
        assertThat(get(stack.edgeUri().resolve("/login")).statusCode()).isEqualTo(502);
        stack.service("credentials").start();
        assertThat(get(stack.edgeUri().resolve("/login")).statusCode()).isEqualTo(200);
    }

    private void restartKafka(Stack stack) throws Exception {
        String address = stack.kafka().bootstrapServers();
        stack.kafka().stop();
        assertThat(stack.kafka().isAlive()).isFalse();
        stack.kafka().start();
        assertThat(stack.kafka().bootstrapServers()).isEqualTo(address);
        assertThat(topics(stack)).contains(Topic.USER.topicName());
    }

    private static void aServiceCannotLookIntoTheDatabaseOfAnother(Stack stack) {
        Database oauth = stack.postgres().database("oauth");
        Database admin = stack.postgres().database("admin");

        assertThatThrownBy(() ->
                        connect(admin.jdbcUrl(), oauth.name(), oauth.password()).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect(oauth.jdbcUrl(), oauth.name(), "wrong").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(
                        () -> connect(oauth.jdbcUrl(), "postgres", "postgres").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void a_service_that_dies_ends_the_start_and_shows_its_log() {
        StackOptions failing = options.withSetting(StackService.CREDENTIALS, "test.fail", "no coffee");

        assertThatThrownBy(() -> Stack.start(failing))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("credentials ended while starting")
                .hasMessageContaining("cannot go on: no coffee");

        assertThat(ports()).allMatch(Ports::isFree);
        assertThat(processesOf(folder)).isEmpty();
    }

    @Test
    void a_missing_jar_is_named_before_anything_is_started() {
        StackOptions elsewhere = StackOptions.of(folder.resolve("empty")).withPortOffset(OFFSET);

        assertThatThrownBy(() -> Stack.start(elsewhere))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("quarkus-run.jar")
                .message()
                .hasLineCount(1);
    }

    private static List<Integer> ports() {
        return List.of(9090 + OFFSET, 8080 + OFFSET, 15_432 + OFFSET, 19_092 + OFFSET);
    }

    private static List<ProcessHandle> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
    }

    private static List<Long> pidsOf(Stack stack) {
        return List.of(
                stack.kafka().pid(),
                stack.service("oauth").pid(),
                stack.service("oauth-2").pid());
    }

    private static Set<String> topics(Stack stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static String settingsBehindEdge(Stack stack) throws IOException, InterruptedException {
        return get(stack.edgeUri().resolve("/userinfo")).body();
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private static void update(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database.jdbcUrl(), database.name(), database.password())) {
            connection.createStatement().executeUpdate(sql);
        }
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
