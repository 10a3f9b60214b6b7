package dev.albireo.webhooks.sweep;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

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
@DisplayName("Expired rows are deleted")
class WebhooksRetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Housekeeping house;

    @Inject
    WebhooksRetention sweep;

    @Inject
    Pool db;

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    @Test
    void a_fact_for_subscribers_stays_a_week() {
        fact("week-old", Duration.ofDays(7).plusSeconds(1));
        fact("younger", Duration.ofDays(7).minusHours(1));

        house.run().await().atMost(LIMIT);

        assertThat(db.query("SELECT event_id FROM delivery WHERE event_id IN ('week-old', 'younger')")
                        .execute()
                        .await()
                        .atMost(LIMIT))
                .singleElement()
                .extracting(row -> row.getString(0))
                .isEqualTo("younger");
    }

    @Test
    void every_table_is_cleaned_by_an_index_and_so_is_what_goes_with_it() throws SQLException {
        assertThat(CleanedTables.objections(
                        database,
                        sweep.leftovers().stream()
                                .collect(Collectors.toMap(RetentionRule::table, RetentionRule::statement))))
                .isEmpty();
    }

    private void fact(String id, Duration age) {
        db.preparedQuery("INSERT INTO delivery (event_id, topic, type, subject, payload, occurred_at, recorded_at)"
                        + " VALUES ($1, 't', 't', 's', '{}', $2, $2)")
                .execute(Tuple.of(id, clock.instant().minus(age).atOffset(UTC)))
                .await()
                .atMost(LIMIT);
    }
}
