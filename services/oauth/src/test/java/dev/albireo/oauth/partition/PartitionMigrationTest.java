package dev.albireo.oauth.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.TestPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On a server of its own; in the class path of the service, in which Flyway knows PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A table of refresh tokens with rows becomes partitioned")
class PartitionMigrationTest {
    private static final String BEFORE = "303";

    private static final String FILL = """
            INSERT INTO client (id, name, token_endpoint_auth_method, redirect_uris, grant_types, scopes, created_at, updated_at)
            VALUES ('shop', 'Shop', 'none', '{https://app.example/cb}', '{authorization_code}', '{openid}', now(), now());
            INSERT INTO authorization_grant (id, client_id, subject, session_id, scopes, offline, proofs, given_at, expires_at)
            SELECT md5(i::text)::uuid, 'shop', gen_random_uuid(), gen_random_uuid(), '{openid}', true, '[]', now(), now() + interval '30 days'
              FROM generate_series(1, 1000) i;
            INSERT INTO refresh_token (token_hash, grant_id, issued_at, expires_at, spent_at)
            SELECT 'r' || i, md5((i % 1000 + 1)::text)::uuid, now(), now() + interval '14 days', CASE WHEN i > 1000 THEN now() END
              FROM generate_series(1, 50000) i;
            """;

    /** The statement by which the release before spends a token. */
    private static final String REDEEM_OF_RELEASE_BEFORE = """
            WITH redeemed AS (
                UPDATE refresh_token SET spent_at = now(), successor_hash = 'next', successor_seed = 'seed'
                 WHERE token_hash = 'r7' AND spent_at IS NULL
                RETURNING grant_id
            ), refresh AS (
                INSERT INTO refresh_token (token_hash, grant_id, issued_at, expires_at)
                SELECT 'next', grant_id, now(), now() + interval '14 days' FROM redeemed
            )
            SELECT count(*) FROM redeemed
            """;

    private final TestPostgres postgres = TestPostgres.start();

    @BeforeEach
    void fill() throws SQLException {
        flyway().target(BEFORE).load().migrate();
        run(FILL);
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void its_rows_stay_where_they_are() throws SQLException {
        String file = text("SELECT pg_relation_filepath('refresh_token')");

        flyway().load().migrate();

        assertThat(text("SELECT pg_relation_filepath('refresh_token_without_week')"))
                .isEqualTo(file);
        assertThat(text("SELECT count(*) FROM refresh_token WHERE expiry_week = 'infinity'"))
                .isEqualTo("50000");
        assertThat(text("SELECT count(*) FROM pg_inherits WHERE inhparent = 'refresh_token'::regclass"))
                .isEqualTo("9");
        assertThat(text("SHOW plan_cache_mode")).isEqualTo("force_generic_plan");
    }

    /** Otherwise the second lock lasts as long as it takes to read all rows. */
    @Test
    void attaching_it_reads_no_row() throws SQLException {
        flyway().target("305").load().migrate();
        String scans = "SELECT seq_tup_read FROM pg_stat_xact_all_tables WHERE relname = 'refresh_token_without_week'";
        try (Connection connection = connection();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("ALTER TABLE refresh_token RENAME TO refresh_token_without_week");
            sql.execute("CREATE TABLE refresh_token (LIKE refresh_token_without_week) PARTITION BY LIST (expiry_week)");
            sql.execute(
                    "ALTER TABLE refresh_token ATTACH PARTITION refresh_token_without_week FOR VALUES IN ('infinity')");
            assertThat(only(sql, scans)).isEqualTo("0");
        }
    }

    @Test
    void the_release_before_goes_on_with_it() throws SQLException {
        flyway().load().migrate();

        assertThat(text(REDEEM_OF_RELEASE_BEFORE)).isEqualTo("1");
        assertThat(text(REDEEM_OF_RELEASE_BEFORE)).isEqualTo("0");
        assertThat(text("SELECT spent_at IS NULL FROM refresh_token WHERE token_hash = 'next'"))
                .isEqualTo("t");
        run("DELETE FROM authorization_grant");
        assertThat(text("SELECT count(*) FROM refresh_token")).isEqualTo("0");
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(postgres.jdbcUrl(), TestPostgres.NAME, TestPostgres.NAME)
                .locations("db/migration", "db/outbox");
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), TestPostgres.NAME, TestPostgres.NAME);
    }

    private void run(String statements) throws SQLException {
        try (Connection connection = connection();
                Statement sql = connection.createStatement()) {
            sql.execute(statements);
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = connection();
                Statement sql = connection.createStatement()) {
            return only(sql, query);
        }
    }

    private static String only(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
