package dev.albireo.admin.audit;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.admin.AdminOnLoopback;
import dev.albireo.housekeeping.Housekeeping;
import dev.albireo.housekeeping.RetentionRule;
import dev.albireo.testkit.CleanedTables;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AdminOnLoopback.class)
@DisplayName("The retention of the audit trail")
class AuditRetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Housekeeping house;

    @Inject
    AuditRetention facts;

    @Inject
    Pool db;

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    @Test
    void a_fact_goes_when_its_time_is_over_and_not_before() {
        fact("over", Duration.ofDays(400).plusSeconds(1));
        fact("kept", Duration.ofDays(400).minusHours(1));

        house.run().await().atMost(LIMIT);

        assertThat(db.query("SELECT event_id FROM audit_record WHERE event_id IN ('over', 'kept')")
                        .execute()
                        .await()
                        .atMost(LIMIT))
                .singleElement()
                .extracting(row -> row.getString(0))
                .isEqualTo("kept");
    }

    @Test
    void the_old_end_is_found_by_an_index() throws SQLException {
        assertThat(CleanedTables.objections(
                        database,
                        facts.leftovers().stream()
                                .collect(Collectors.toMap(RetentionRule::table, RetentionRule::statement))))
                .isEmpty();
    }

    private void fact(String id, Duration age) {
        db.preparedQuery("INSERT INTO audit_record (event_id, at, actor, action, outcome, detail)"
                        + " VALUES ($1, $2, 'a', 'b', 'success', '{}')")
                .execute(Tuple.of(id, clock.instant().minus(age).atOffset(UTC)))
                .await()
                .atMost(LIMIT);
    }
}
