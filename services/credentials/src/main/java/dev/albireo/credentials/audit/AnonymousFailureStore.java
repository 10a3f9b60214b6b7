package dev.albireo.credentials.audit;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.Network;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Counts of refused acts by action, reason, network and minute, and the audit records that come of them. */
@ApplicationScoped
class AnonymousFailureStore {
    private static final String COUNT = """
            INSERT INTO anonymous_failure AS known (minute, action, why, network, attempts, address)
            VALUES ($1, $2, $3, $4, 1, $5)
            ON CONFLICT (minute, action, why, network) DO UPDATE
               SET attempts = known.attempts + 1, address = excluded.address
            RETURNING attempts
            """;
    private static final String END = """
            DELETE FROM anonymous_failure WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM anonymous_failure WHERE minute <= $1 AND action = ANY ($3)
                 ORDER BY minute LIMIT $2 FOR UPDATE SKIP LOCKED))
            RETURNING minute, action, why, attempts, address
            """;

    /** The actions of this release; those of a newer one are left to its replicas. */
    private static final String[] ACTIONS =
            Arrays.stream(AuditAction.values()).map(AuditAction::wireName).toArray(String[]::new);

    private final Pool db;
    private final Outbox outbox;

    AnonymousFailureStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** The attempts of one action, reason and network in one minute; the address is that of the last one. */
    record Counted(Instant minute, AuditAction action, String why, long attempts, String address) {}

    /** Counts an attempt and, in the same transaction, records it if it is one of the first {@code recordedEach}. */
    Uni<Void> add(AuditRecorded attempt, String why, String address, Instant minute, int recordedEach) {
        Tuple values = SqlParameters.of(minute, attempt.action(), why, Network.of(address), address);
        return db.withTransaction(tx -> tx.preparedQuery(COUNT)
                .execute(values)
                .map(rows -> Rows.only(rows, row -> row.getLong("attempts")))
                .chain(attempts -> attempts <= recordedEach
                        ? outbox.append(tx, attempt)
                        : Uni.createFrom().voidItem()));
    }

    /**
     * Ends minutes that began by then and, in the same transaction, records those with more attempts than have a record of their own.
     *
     * @return how many rows went
     */
    Uni<Integer> end(Instant began, int batch, Function<Counted, AuditRecorded> record) {
        return db.withTransaction(tx -> tx.preparedQuery(END)
                .execute(SqlParameters.of(began, batch, ACTIONS))
                .map(rows -> Rows.list(rows, AnonymousFailureStore::counted))
                .call(ended -> outbox.append(tx, records(ended, record)))
                .map(List::size));
    }

    private static AuditRecorded[] records(List<Counted> ended, Function<Counted, AuditRecorded> record) {
        return ended.stream()
                .filter(counted -> counted.attempts() > AnonymousFailures.RECORDED_EACH)
                .map(record)
                .toArray(AuditRecorded[]::new);
    }

    private static Counted counted(Row row) {
        return new Counted(
                Rows.instant(row, "minute"),
                AuditAction.of(row.getString("action")).orElseThrow(),
                row.getString("why"),
                row.getLong("attempts"),
                row.getString("address"));
    }
}
