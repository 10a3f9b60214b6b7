package dev.albireo.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.DatabaseDeadlines;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Threats, rule 37. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A statement ends before its transaction, and that before the request's deadline")
class TransactionDeadlineTest {
    @Inject
    Pool db;

    @Inject
    @ConfigProperty(name = "albireo.request-deadline", defaultValue = "PT25S")
    Duration requestDeadline;

    @Test
    void on_each_connection() {
        DatabaseDeadlines deadlines = db.query(DatabaseDeadlines.QUERY)
                .execute()
                .map(rows -> DatabaseDeadlines.of(rows.iterator().next().getString(0)))
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(deadlines.statement()).isPositive().isLessThan(deadlines.transaction());
        assertThat(deadlines.idleTransaction()).isPositive().isLessThan(deadlines.transaction());
        assertThat(deadlines.transaction()).isLessThan(requestDeadline);
    }
}
