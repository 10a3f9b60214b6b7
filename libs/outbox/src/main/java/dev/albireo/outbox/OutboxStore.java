package dev.albireo.outbox;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements of the relay on the outbox table. */
@Singleton
class OutboxStore {
    /**
     * One relay at a time per database, so that events keep their order; the lock ends with the transaction. It is requested once, before the
     * first row is read. A relay that gets it at the moment in which another one commits may see the events that the other one has published,
     * and publish them again.
     */
    private static final String OLDEST = """
            SELECT id, event_id, topic, key, type, payload, at, traceparent
              FROM outbox
             WHERE (SELECT pg_try_advisory_xact_lock(hashtext('albireo.outbox')))
             ORDER BY id
             LIMIT $1
            """;
    /** Counts up to a limit only, so that the query of a long queue stays cheap. */
    private static final String BACKLOG = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 10000) AS few) AS waiting,
                   (SELECT at FROM outbox ORDER BY id LIMIT 1) AS oldest
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY($1)";

    /** One unpublished event. */
    record PendingEvents(
            long id,
            UUID eventId,
            String topic,
            String key,
            String type,
            String payload,
            Instant at,
            Optional<String> traceparent) {}

    /**
     * The size of the queue.
     *
     * @param rows the number of events, at most ten thousand
     */
    record Waiters(long rows, Optional<Instant> oldest) {}

    /** Acquires the relay's lock for this transaction and returns the oldest unpublished events, in order; none while another holds the lock. */
    Uni<List<PendingEvents>> lockOldest(SqlClient connection, int limit) {
        return connection
                .preparedQuery(OLDEST)
                .execute(SqlParameters.of(limit))
                .map(rows -> Rows.list(rows, OutboxStore::waiting));
    }

    /** Returns how many events are unpublished, and the time of the oldest. */
    Uni<Waiters> backlog(SqlClient connection) {
        return connection
                .query(BACKLOG)
                .execute()
                .map(rows -> Rows.only(
                        rows, row -> new Waiters(row.getLong("waiting"), Rows.optionalInstant(row, "oldest"))));
    }

    /** Deletes events that the broker has acknowledged. */
    Uni<Void> delete(SqlClient connection, List<PendingEvents> published) {
        if (published.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] ids = published.stream().map(PendingEvents::id).toArray(Long[]::new);
        return connection.preparedQuery(DELETE).execute(SqlParameters.of(ids)).replaceWithVoid();
    }

    private static PendingEvents waiting(Row row) {
        return new PendingEvents(
                row.getLong("id"),
                row.getUUID("event_id"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("type"),
                row.getString("payload"),
                Rows.instant(row, "at"),
                Optional.ofNullable(row.getString("traceparent")));
    }
}
