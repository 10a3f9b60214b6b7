package dev.albireo.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.admin.AdminOnLoopback;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.sql.Rows;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AdminOnLoopback.class)
@DisplayName("The audit trail")
class AuditTrailTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");

    @Inject
    AuditTrail trail;

    @Inject
    Pool db;

    @Test
    void an_event_is_stored_once_in_whatever_batch_it_arrives() {
        handle(event("twice-1", "first", "10.0.0.1"), event("twice-2", "second", null));
        handle(
                event("twice-2", "changed", "10.0.0.9"),
                event("twice-3", "third", null),
                event("twice-3", "third", null));

        assertThat(stored("twice-%"))
                .containsExactly("twice-1 first 10.0.0.1", "twice-2 second null", "twice-3 third null");
    }

    @Test
    void an_event_is_stored_as_it_was_published() {
        handle(event("whole", "actor", null));

        assertThat(db.preparedQuery("SELECT * FROM audit_record WHERE event_id = $1")
                        .execute(Tuple.of("whole"))
                        .await()
                        .atMost(LIMIT))
                .singleElement()
                .satisfies(row -> {
                    assertThat(Rows.instant(row, "at")).isEqualTo(AT);
                    assertThat(row.getString("action")).isEqualTo("login");
                    assertThat(row.getString("target")).isNull();
                    assertThat(row.getString("outcome")).isEqualTo("success");
                    assertThat(row.getString("detail")).isEqualTo("{\"method\":\"pwd\"}");
                });
    }

    private void handle(ReceivedMessage... events) {
        trail.handleAll(List.of(events)).await().atMost(LIMIT);
    }

    private static ReceivedMessage event(String id, String actor, @Nullable String address) {
        return new ReceivedMessage(
                id, AT, new AuditRecorded(actor, "login", null, "success", Map.of("method", "pwd"), address, AT));
    }

    private List<String> stored(String pattern) {
        return db.preparedQuery(
                        "SELECT event_id, actor, address FROM audit_record WHERE event_id LIKE $1 ORDER BY event_id")
                .execute(Tuple.of(pattern))
                .map(rows -> Rows.list(
                        rows,
                        row -> row.getString("event_id") + " " + row.getString("actor") + " "
                                + row.getString("address")))
                .await()
                .atMost(LIMIT);
    }
}
