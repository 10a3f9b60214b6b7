package dev.albireo.admin.audit;

import dev.albireo.protocol.AuditChain.Personal;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Erases what the audit_record table has about deleted users. Digests take the place of the values, so that the chains still verify. */
@Singleton
class AuditErasureStore {
    /** The actor of a record whose actor was erased. */
    static final String ERASED = "erased";

    static final String DELETED_USER = """
            SELECT event_id, target FROM audit_record
             WHERE action = 'user.delete' AND outcome = 'success' AND target IS NOT NULL AND at < $1
             ORDER BY at LIMIT 1
            """;

    static final String ABOUT = """
            SELECT event_id, actor, target, address, detail, salt, erased FROM audit_record
             WHERE event_id IN (SELECT event_id FROM audit_record WHERE target = $1
                          UNION SELECT event_id FROM audit_record WHERE actor = $1)
               AND event_id <> $2
             LIMIT $3 FOR UPDATE
            """;

    static final String ONE = """
            SELECT event_id, actor, target, address, detail, salt, erased FROM audit_record WHERE event_id = $1 FOR UPDATE
            """;

    static final String ERASE = """
            UPDATE audit_record
               SET actor = kept.actor, target = kept.target, address = kept.address, detail = '{}', salt = NULL, erased = kept.erased
              FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS kept (event_id, actor, target, address, erased)
             WHERE audit_record.event_id = kept.event_id
            """;

    private final Pool db;

    AuditErasureStore(Pool db) {
        this.db = db;
    }

    /** A user who was deleted, and the record that says so. */
    record DeletedUser(String subject, String eventId) {}

    /** The values of a record that remain. */
    private record ErasedRecord(
            String eventId,
            String actor,
            @Nullable String target,
            @Nullable String address,
            @Nullable String erased) {}

    /** Returns a user who was deleted before this time, and whose records were not erased yet. */
    Uni<Optional<DeletedUser>> next(Instant before) {
        return db.preparedQuery(DELETED_USER)
                .execute(SqlParameters.of(before))
                .map(rows ->
                        Rows.first(rows, row -> new DeletedUser(row.getString("target"), row.getString("event_id"))));
    }

    /** Erases a batch of the records about and by the user, that of the deletion last; returns whether none is left. */
    Uni<Boolean> erase(DeletedUser user, int limit) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return tx.execute(ABOUT, SqlParameters.of(user.subject(), user.eventId(), limit))
                    .map(rows -> Rows.list(rows, row -> erased(row, user.subject())))
                    .chain(found -> found.isEmpty()
                            ? tx.execute(ONE, SqlParameters.of(user.eventId()))
                                    .map(rows -> Rows.list(rows, row -> erased(row, user.subject())))
                                    .chain(last -> write(tx, last))
                                    .replaceWith(true)
                            : write(tx, found).replaceWith(false));
        });
    }

    private static Uni<Void> write(Tx tx, List<ErasedRecord> records) {
        return tx.execute(
                        ERASE,
                        SqlParameters.of(
                                column(records, ErasedRecord::eventId),
                                column(records, ErasedRecord::actor),
                                column(records, ErasedRecord::target),
                                column(records, ErasedRecord::address),
                                column(records, ErasedRecord::erased)))
                .replaceWithVoid();
    }

    /** The address is that of the actor. A record without a salt is in no chain, or was erased before. */
    private static ErasedRecord erased(Row row, String subject) {
        String actor = row.getString("actor");
        String target = row.getString("target");
        boolean byUser = subject.equals(actor);
        List<String> names = new ArrayList<>(List.of("detail"));
        if (byUser) {
            names.addAll(List.of("actor", "address"));
        }
        if (subject.equals(target)) {
            names.add("target");
        }
        String salt = row.getString("salt");
        String before = row.getString("erased");
        Map<String, String> digests = before == null ? Map.of() : AuditRecordStore.read(before);
        Personal personal = new Personal(
                actor, target, row.getString("address"), AuditRecordStore.read(row.getString("detail")), salt, digests);
        return new ErasedRecord(
                row.getString("event_id"),
                byUser ? ERASED : actor,
                subject.equals(target) ? null : target,
                byUser ? null : row.getString("address"),
                salt == null && before == null ? null : AuditRecordStore.written(personal.erasing(names)));
    }

    private static String[] column(List<ErasedRecord> records, Function<ErasedRecord, @Nullable String> value) {
        return records.stream().map(value).toArray(String[]::new);
    }
}
