package dev.albireo.credentials.sweep;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.housekeeping.Housekeeping;
import dev.albireo.housekeeping.RetentionRule;
import dev.albireo.testkit.CleanedTables;
import dev.albireo.testkit.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Expired rows are deleted")
class CredentialsRetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String CHALLENGES =
            "INSERT INTO challenge (hash, ceremony, request, expires_at) SELECT $1 || i, 'AUTHENTICATE', '{}', $2 FROM generate_series(1, $3) i";

    @Inject
    Housekeeping house;

    @Inject
    CredentialsRetention sweep;

    @Inject
    Pool db;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @Inject
    Clock clock;

    @BeforeEach
    void what_others_have_left_is_gone() {
        house.run().await().atMost(LIMIT);
    }

    @Test
    void one_run_takes_many_batches_and_only_what_is_over() {
        Instant now = clock.instant();
        challenges("old-", now.minusSeconds(1), 2500);
        challenges("new-", now.plusSeconds(60), 10);
        double counted = deleted();

        assertThat(house.run().await().atMost(LIMIT)).isEqualTo(2500);
        assertThat(count("SELECT count(*) FROM challenge WHERE hash LIKE 'new-%'"))
                .isEqualTo(10);
        assertThat(deleted() - counted).isEqualTo(2500);
        assertThat(meters.get("albireo.housekeeping.age").timeGauge().value()).isNotNegative();
        db.query("DELETE FROM challenge WHERE hash LIKE 'new-%'")
                .execute()
                .await()
                .atMost(LIMIT);
    }

    @Test
    void a_session_goes_a_day_after_it_could_have_lived_with_all_that_is_its() {
        UUID subject = UUID.randomUUID();
        db.preparedQuery("INSERT INTO users (subject, username, username_key, email_verified, enabled, requires_2fa,"
                        + " chose_second_factor, groups, claims, version, created_at, updated_at)"
                        + " VALUES ($1, $2, $2, false, true, false, false, '{}', '{}', 1, now(), now())")
                .execute(Tuple.of(subject, subject.toString()))
                .await()
                .atMost(LIMIT);
        UUID over = session(subject, clock.instant().minus(Duration.ofHours(25)));
        UUID ended = session(subject, clock.instant().minus(Duration.ofHours(23)));
        db.preparedQuery("INSERT INTO challenge (hash, ceremony, session_id, request, expires_at)"
                        + " VALUES ($1, 'REGISTER', $2, '{}', $3)")
                .execute(Tuple.of(
                        "c" + over, over, clock.instant().plusSeconds(60).atOffset(UTC)))
                .await()
                .atMost(LIMIT);

        house.run().await().atMost(LIMIT);

        assertThat(db.preparedQuery("SELECT id FROM session WHERE subject = $1")
                        .execute(Tuple.of(subject))
                        .await()
                        .atMost(LIMIT))
                .singleElement()
                .extracting(row -> row.getUUID("id"))
                .isEqualTo(ended);
    }

    @Test
    void of_several_replicas_one_does_it_and_the_others_let_it() {
        challenges("old-", clock.instant().minusSeconds(1), 10);
        Uni<Long> meanwhile =
                db.withTransaction(tx -> tx.query("SELECT pg_advisory_xact_lock(hashtext('albireo.sweep'))")
                        .execute()
                        .chain(locked -> house.run()));

        assertThat(meanwhile.await().atMost(LIMIT)).isZero();
        long together = Uni.join()
                .all(house.run(), house.run())
                .andFailFast()
                .map(runs -> runs.stream().mapToLong(Long::longValue).sum())
                .await()
                .atMost(LIMIT);
        assertThat(together).isLessThanOrEqualTo(10);
        house.run().await().atMost(LIMIT);
        assertThat(count("SELECT count(*) FROM challenge WHERE hash LIKE 'old-%'"))
                .isZero();
    }

    @Test
    void every_table_is_cleaned_by_an_index_and_so_is_what_goes_with_it() throws SQLException {
        assertThat(CleanedTables.objections(
                        database,
                        sweep.leftovers().stream()
                                .collect(Collectors.toMap(RetentionRule::table, RetentionRule::statement))))
                .isEmpty();
    }

    private void challenges(String prefix, Instant expiry, int count) {
        db.preparedQuery(CHALLENGES)
                .execute(Tuple.of(prefix, expiry.atOffset(UTC), count))
                .await()
                .atMost(LIMIT);
    }

    private UUID session(UUID subject, Instant expiry) {
        UUID id = UUID.randomUUID();
        db.preparedQuery("INSERT INTO session (id, subject, cookie_hash, version, proofs, mfa_required, created_at,"
                        + " last_seen_at, expires_at, idle_seconds, user_agent, address)"
                        + " VALUES ($1, $2, $3, 1, '[]', false, now(), now(), $4, 60, '', '')")
                .execute(Tuple.of(id, subject, (id.toString() + id).substring(0, 43), expiry.atOffset(UTC)))
                .await()
                .atMost(LIMIT);
        return id;
    }

    private double deleted() {
        return meters.counter("albireo.housekeeping.deleted", "table", "challenge")
                .count();
    }

    private long count(String sql) {
        return db.query(sql).execute().await().atMost(LIMIT).iterator().next().getLong(0);
    }
}
