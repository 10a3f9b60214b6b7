package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Aside;
import dev.albireo.systemtests.support.Drill;
import dev.albireo.systemtests.support.InParallel;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.PgBouncer;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Superuser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All requests reach PostgreSQL through the pooler, which has fewer connections than the services; notifications and migrations do not. */
@DisplayName("PgBouncer in transaction mode, with the settings of docs/scaling.md")
@Drill
class PoolerTest {
    private static final int SERVER_CONNECTIONS = 3;
    private static final int LOGINS = 12;
    /** A twentieth of the time after which a cached client is read again without a notification. */
    private static final Duration NOTIFIED = Duration.ofMillis(500);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OTHER = "oauth-2";

    private static Stack stack;
    private static PgBouncer pooler;

    @BeforeAll
    static void start() throws SQLException {
        assumeThat(PgBouncer.program())
                .as("PgBouncer 1.21 or newer; make pgbouncer says why it is not there")
                .isPresent();
        StackOptions options = Aside.options("pooler");
        for (StackService service : StackService.values()) {
            options = options.without(service);
        }
        stack = Stack.start(options, System.out::println);
        List<Database> databases =
                Stream.of(StackService.values()).map(PoolerTest::database).toList();
        pooler = PgBouncer.start(
                options.data().resolve("pooler"), 16_432 + options.portOffset(), databases, SERVER_CONNECTIONS);
        try (Connection connection = Superuser.connect(stack);
                Statement statement = connection.createStatement()) {
            for (Database database : databases) {
                statement.execute("ALTER ROLE " + database.name() + " SET statement_timeout = '20s'");
                statement.execute("ALTER ROLE " + database.name() + " SET idle_in_transaction_session_timeout = '20s'");
                statement.execute("ALTER ROLE " + database.name() + " SET transaction_timeout = '22s'");
            }
        }
        for (StackService service : StackService.values()) {
            stack.startInstance(instance(service.id(), service, direct(service)));
        }
        stack.startInstance(instance(OTHER, StackService.OAUTH, direct(StackService.OAUTH)));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (pooler != null) {
            pooler.close();
        }
    }

    @Test
    void users_sign_in_and_clients_get_tokens() throws SQLException {
        Admin admin = new Admin(stack.adminUri());
        Journey journey = new Journey(stack.edgeUri());
        RelyingParty shop = RelyingParty.confidential(stack.edgeUri());
        List<String> names = InParallel.run(LOGINS, i -> admin.newUser("pooled"));
        List<Answer> answers = InParallel.run(LOGINS, i -> {
            Pending pending = shop.request("openid offline_access", Map.of());
            Answer tokens = journey.tokens(journey.person(), names.get(i), shop, pending);
            Answer refreshed = shop.refresh(
                    stack.edgeUri(), tokens.json().get("refresh_token").asText());
            assertThat(shop.userinfo(refreshed.json().get("access_token").asText())
                            .status())
                    .isEqualTo(200);
            assertThat(shop.ownToken("orders").status()).isEqualTo(200);
            return refreshed;
        });
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(connectionsOf("oauth", "application_name = 'vertx-pg-client'"))
                .as("those of the pooler, and one that listens of each process")
                .isLessThanOrEqualTo(SERVER_CONNECTIONS + 2);
    }

    @Test
    void a_disabled_client_is_out_of_force_at_the_other_replica_in_milliseconds() throws SQLException {
        Resources resources = new Resources(stack.adminUri());
        RelyingParty shop = RelyingParty.declare(stack.edgeUri(), resources);
        await().atMost(SOON).until(() -> isCached(shop));

        assertThat(resources
                        .patch("Client/" + shop.clientId(), Map.of("active", false))
                        .status())
                .isEqualTo(200);
        long answered = System.nanoTime();
        await().pollInterval(Duration.ofMillis(5)).atMost(NOTIFIED).until(() -> status(shop) == 401);
        System.out.printf("disabled at the other replica after %d ms%n", (System.nanoTime() - answered) / 1_000_000);
    }

    /** Changes the client without the trigger that notifies: who still serves it has it in memory, as only a replica that listens does. */
    private static boolean isCached(RelyingParty shop) throws SQLException {
        if (status(shop) != 200) {
            return false;
        }
        setEnabled(shop, false);
        try {
            return status(shop) == 200;
        } finally {
            setEnabled(shop, true);
        }
    }

    private static void setEnabled(RelyingParty shop, boolean enabled) throws SQLException {
        try (Connection connection = Superuser.connect(stack, "oauth");
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            assertThat(statement.executeUpdate(
                            "UPDATE client SET enabled = " + enabled + " WHERE id = '" + shop.clientId() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_replica_whose_notifications_go_through_the_pooler_says_so() throws IOException {
        Map<String, String> pooled = Map.of("quarkus.datasource.reactive.url", url(StackService.OAUTH));
        RunningService deaf = stack.startInstance(instance("oauth-deaf", StackService.OAUTH, pooled));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Files.readString(deaf.log()))
                        .contains("notification of this replica to itself did not arrive"));
        assertThat(Files.readString(stack.service(OTHER).log())).doesNotContain("did not arrive");
        deaf.stop();
    }

    private static int status(RelyingParty shop) {
        URI token = stack.serviceUri(OTHER).resolve("/token");
        return shop.post(token, Map.of("grant_type", "client_credentials", "scope", "orders"))
                .status();
    }

    private static int connectionsOf(String role, String condition) throws SQLException {
        try (Connection connection = Superuser.connect(stack);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + role
                        + "' AND backend_type = 'client backend' AND " + condition)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Map<String, String> direct(StackService service) {
        return Map.of(
                "quarkus.datasource.reactive.url",
                url(service),
                "quarkus.datasource.jdbc.url",
                database(service).jdbcUrl() + "?options=-c%20statement_timeout=0%20-c%20transaction_timeout=0",
                "quarkus.datasource.notifications.reactive.url",
                database(service).reactiveUrl());
    }

    private static String url(StackService service) {
        return "postgresql://127.0.0.1:" + pooler.port() + "/" + service.id();
    }

    private static Database database(StackService service) {
        return stack.postgres().database(service.id());
    }

    private static ExtraReplica instance(String name, StackService service, Map<String, String> settings) {
        return new ExtraReplica(name, service, settings, name.equals(service.id()));
    }
}
