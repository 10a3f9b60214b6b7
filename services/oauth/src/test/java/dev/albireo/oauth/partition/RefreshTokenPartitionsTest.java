package dev.albireo.oauth.partition;

import static dev.albireo.testkit.JsonMember.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.housekeeping.Housekeeping;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Refresh tokens in the partition of the week in which they expire")
class RefreshTokenPartitionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofDays(14);

    @Inject
    Stage stage;

    @Inject
    Housekeeping housekeeping;

    @Inject
    FixedClock clock;

    @Inject
    MeterRegistry meters;

    @Inject
    Pool db;

    private App app;

    @BeforeEach
    void partitions_of_the_present_weeks() {
        clock.advance(Duration.ofDays(70));
        housekeep();
        app = stage.register();
    }

    @Test
    void its_row_is_in_the_partition_that_it_names_and_so_is_that_of_its_successor() {
        String first = signIn();
        clock.advance(Duration.ofDays(8));
        String second = refreshed(first);

        assertThat(partition(first)).isEqualTo(partitionOf(first));
        assertThat(partition(second)).isEqualTo(partitionOf(second)).isNotEqualTo(partition(first));
        assertThat(refreshed(first)).as("the response was lost").isEqualTo(second);
    }

    @Test
    void another_week_in_it_finds_nothing_and_ends_nothing() {
        OpaqueToken token = parse(signIn());
        String forged = token.labelled(token.label().orElseThrow() + 1).value();

        assertThat(stage.refresh(app, forged).statusCode()).isEqualTo(400);
        assertThat(stage.refresh(app, token.value()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_of_a_release_without_partitions_is_used_like_any_other() {
        String issued = signIn();
        OpaqueToken before = OpaqueToken.random(OpaqueTokenType.REFRESH, new SecureRandom());
        run("""
                INSERT INTO refresh_token (token_hash, grant_id, issued_at, expires_at)
                SELECT $1, grant_id, issued_at, expires_at FROM refresh_token WHERE token_hash = $2
                """, before.hash(), parse(issued).hash());

        String successor = refreshed(before.value());

        assertThat(partition(before.value())).isEqualTo("refresh_token_without_week");
        assertThat(partition(successor)).isEqualTo(partitionOf(successor));
        assertThat(refreshed(before.value())).as("the response was lost").isEqualTo(successor);
        assertThat(refreshed(successor)).isNotEqualTo(successor);
    }

    /** Such a release stores the seed of a successor, and no week. */
    @Test
    void a_response_of_a_release_without_partitions_that_was_lost_is_repeated() {
        OpaqueToken used = parse(signIn());
        OpaqueToken successor = used.successor("seed");
        run("""
                WITH used AS (
                    UPDATE refresh_token SET spent_at = $2, successor_hash = $3, successor_seed = 'seed' WHERE token_hash = $1
                    RETURNING grant_id, expires_at)
                INSERT INTO refresh_token (token_hash, grant_id, issued_at, expires_at)
                SELECT $3, grant_id, $2, expires_at FROM used
                """, used.hash(), clock.instant().atOffset(ZoneOffset.UTC), successor.hash());

        assertThat(refreshed(used.value())).isEqualTo(successor.value());
        assertThat(refreshed(successor.value())).startsWith("rt_");
    }

    @Test
    void a_week_is_deleted_a_day_after_its_end_as_a_whole() {
        String token = signIn();
        String partition = partition(token);
        clock.advance(IDLE);
        housekeep();
        assertThat(tables()).contains(partition);
        assertThat(stage.refresh(app, token).statusCode()).isEqualTo(400);

        clock.advance(Duration.ofDays(8));
        housekeep();

        assertThat(tables()).doesNotContain(partition).hasSizeBetween(7, 8);
        assertThat(stage.refresh(app, token).statusCode()).isEqualTo(400);
        assertThat(missing()).isZero();
    }

    @Test
    void a_week_without_a_partition_fails_no_request_and_is_counted() {
        clock.advance(Duration.ofDays(70));
        String token = signIn();
        housekeep();

        assertThat(partition(token)).isEqualTo("refresh_token_default");
        assertThat(refreshed(token)).startsWith("rt_");
        assertThat(missing()).isEqualTo(1);
        assertThat(meters.get("albireo.partitions.default.rows").gauge().value())
                .isPositive();

        clock.advance(IDLE.plusDays(2));
        housekeep();
        housekeep();
        assertThat(meters.get("albireo.partitions.default.rows").gauge().value())
                .isZero();
    }

    /** It deletes by the place of a row, which is another row in each partition. */
    @Test
    void the_housekeeping_of_a_release_without_partitions_deletes_nothing() {
        String token = signIn();
        long before = count();

        RowSet<Row> deleted = run("""
                DELETE FROM refresh_token WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM refresh_token ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))
                """, 1000);

        assertThat(deleted.rowCount()).isZero();
        assertThat(count()).isEqualTo(before);
        assertThat(refreshed(token)).startsWith("rt_");
    }

    private String signIn() {
        Response tokens = stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"));
        return read(tokens.asString(), "refresh_token");
    }

    private String refreshed(String token) {
        return read(stage.refresh(app, token).asString(), "refresh_token");
    }

    private void housekeep() {
        housekeeping.run().await().atMost(LIMIT);
    }

    private static OpaqueToken parse(String token) {
        return OpaqueToken.parse(OpaqueTokenType.REFRESH, token).orElseThrow();
    }

    private static String partitionOf(String token) {
        return "refresh_token_" + ExpiryWeek.of(parse(token)).monday().format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private String partition(String token) {
        return run(
                        "SELECT tableoid::regclass::text FROM refresh_token WHERE token_hash = $1",
                        parse(token).hash())
                .iterator()
                .next()
                .getString(0);
    }

    private List<String> tables() {
        return StreamSupport.stream(
                        run("SELECT relname::text FROM pg_class WHERE relname ~ $1", "^refresh_token_\\d{8}$")
                                .spliterator(),
                        false)
                .map(row -> row.getString(0))
                .toList();
    }

    private long count() {
        return run("SELECT count(*) FROM refresh_token WHERE $1", true)
                .iterator()
                .next()
                .getLong(0);
    }

    private double missing() {
        return meters.get("albireo.partitions.missing").gauge().value();
    }

    private RowSet<Row> run(String sql, Object... parameters) {
        return db.preparedQuery(sql).execute(Tuple.from(parameters)).await().atMost(LIMIT);
    }
}
