package dev.albireo.webhooks.event;

import static dev.albireo.delivery.QueuedDeliveryState.sql;

import dev.albireo.delivery.QueuedDeliveryState;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lists and repeats deliveries for administrators. */
@Singleton
class WebhookDeliveryListStore {
    private static final String LIST = """
            SELECT position, id, event_id, type, subject, state, attempts, last_error, last_status, occurred_at, recorded_at,
                   next_attempt_at, ended_at
              FROM webhook_delivery
             WHERE subscription = $1 AND ($2::text IS NULL OR state = $2) AND ($3::bigint IS NULL OR position < $3)
             ORDER BY position DESC
             LIMIT $4
            """;

    /** The position stays, and so does the order; the receiver recognises the {@code webhook-id}. */
    private static final String REPLAY = sql("""
            UPDATE webhook_delivery
               SET state = {due}, attempts = 0, next_attempt_at = $2, claimed_until = NULL, give_up_at = NULL, ended_at = NULL,
                   last_error = NULL, last_status = NULL
             WHERE id IN (
                   SELECT id
                     FROM webhook_delivery
                    WHERE subscription = $1 AND state IN ({delivered}, {dead})
                      AND ($3::text[] IS NULL OR id = ANY ($3))
                      AND ($4::timestamptz IS NULL OR recorded_at >= $4) AND ($5::timestamptz IS NULL OR recorded_at < $5)
                    ORDER BY position
                    LIMIT $6)
            """);

    private final Pool db;
    private final Outbox outbox;

    WebhookDeliveryListStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Returns the newest deliveries of a subscription, below this position. */
    Uni<List<ListedWebhookDelivery>> list(
            UUID subscription, Optional<QueuedDeliveryState> state, Optional<Long> below, int limit) {
        return db.preparedQuery(LIST)
                .execute(SqlParameters.of(subscription, state.map(QueuedDeliveryState::word), below, limit))
                .map(rows -> Rows.list(rows, WebhookDeliveryListStore::delivery));
    }

    /**
     * Which ended deliveries are repeated, in the order in which they were recorded.
     *
     * @param ids these alone; empty for all
     * @param from those recorded at this time or later
     * @param to those recorded before
     */
    record ReplayedDeliveries(
            UUID subscription, Optional<List<String>> ids, Optional<Instant> from, Optional<Instant> to, int limit) {}

    /** Makes ended deliveries due again, and returns their number; audited where there is one. */
    Uni<Integer> replay(ReplayedDeliveries which, Instant now, AuditRecorded record) {
        return db.withTransaction(tx -> tx.preparedQuery(REPLAY)
                .execute(SqlParameters.of(
                        which.subscription(),
                        now,
                        which.ids().map(ids -> ids.toArray(String[]::new)),
                        which.from(),
                        which.to(),
                        which.limit()))
                .map(rows -> rows.rowCount())
                .call(count -> count == 0 ? Uni.createFrom().voidItem() : outbox.append(tx, record)));
    }

    private static ListedWebhookDelivery delivery(Row row) {
        boolean due = QueuedDeliveryState.DUE.word().equals(row.getString("state"));
        return new ListedWebhookDelivery(
                row.getLong("position"),
                row.getString("id"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getString("last_error"),
                row.getInteger("last_status"),
                Rows.instant(row, "occurred_at"),
                Rows.instant(row, "recorded_at"),
                due ? Rows.instant(row, "next_attempt_at") : null,
                Rows.optionalInstant(row, "ended_at").orElse(null));
    }
}
