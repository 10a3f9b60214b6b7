package dev.albireo.admin.audit;

import static java.time.ZoneOffset.UTC;

import dev.albireo.admin.audit.ChainedRecords.ChainEnd;
import dev.albireo.admin.audit.ChainedRecords.ChainedRecord;
import dev.albireo.protocol.AuditChain;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the audit_record table, as many events as arrive at one time in one transaction of three statements: the ends of their chains are
 * locked, so that replicas append one after the other; those that are there already are left out; the others are added with the new ends.
 */
@Singleton
class AuditRecordStore {
    /** Locks in the order of the names, as all who lock chains do. */
    static final String LOCK_ENDS = """
            SELECT chain, sequence, hash, removed_at FROM audit_chain WHERE chain = ANY ($1) ORDER BY chain FOR UPDATE
            """;

    static final String BEGIN_CHAINS = """
            INSERT INTO audit_chain (chain, sequence, hash)
            SELECT chain, 0, hash FROM unnest($1::text[], $2::text[]) AS begun (chain, hash)
            ON CONFLICT (chain) DO NOTHING
            """;

    /** A statement of its own, which sees what was committed before the locks were granted. */
    static final String KNOWN = "SELECT event_id FROM audit_record WHERE event_id = ANY ($1)";

    static final String ADD = """
            WITH ends AS (
                UPDATE audit_chain SET sequence = appended.sequence, hash = appended.hash
                  FROM unnest($13::text[], $14::bigint[], $15::text[]) AS appended (chain, sequence, hash)
                 WHERE audit_chain.chain = appended.chain
            )
            INSERT INTO audit_record (event_id, at, actor, action, target, outcome, detail, address, chain, sequence, hash, salt)
            SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                 $9::text[], $10::bigint[], $11::text[], $12::text[]) AS added
            """;

    static final String UNCHAINED = """
            SELECT event_id, at, actor, action, target, outcome, detail, address
              FROM audit_record
             WHERE chain IS NULL AND EXISTS (SELECT FROM audit_adoption WHERE until > $1)
             ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED
            """;

    static final String ADOPT = """
            WITH ends AS (
                UPDATE audit_chain SET sequence = appended.sequence, hash = appended.hash
                  FROM unnest($6::text[], $7::bigint[], $8::text[]) AS appended (chain, sequence, hash)
                 WHERE audit_chain.chain = appended.chain
            )
            UPDATE audit_record SET chain = placed.chain, sequence = placed.sequence, hash = placed.hash, salt = placed.salt
              FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
                   AS placed (event_id, chain, sequence, hash, salt)
             WHERE audit_record.event_id = placed.event_id
            """;

    static final String REMOVE = """
            DELETE FROM audit_record WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM audit_record WHERE chain = $1 AND sequence IS NOT NULL ORDER BY sequence LIMIT $2))
            """;

    /** Records from before the chains have an index of their own. */
    static final String REMOVE_OLD = """
            DELETE FROM audit_record WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM audit_record
                 WHERE chain = 'before' AND at < $1
                 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED))
            """;

    private final Pool db;
    private final SecureRandom random;

    AuditRecordStore(Pool db, SecureRandom random) {
        this.db = db;
        this.random = random;
    }

    /** Adds the records, by their ids; one that is there already is left as it is, and one of a month that was removed is left out. */
    Uni<Void> add(List<AuditEntry> entries) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return ends(tx, entries)
                    .chain(ends -> missing(tx, entries).map(missing -> ChainedRecords.append(missing, ends, random)))
                    .chain(appended ->
                            appended.records().isEmpty() ? Uni.createFrom().voidItem() : add(tx, appended));
        });
    }

    /** Adds records without a chain to theirs, as far as {@code audit_adoption} permits; returns how many. */
    Uni<Integer> adopt(Instant now, int limit) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return tx.execute(UNCHAINED, SqlParameters.of(now, limit))
                    .map(rows -> Rows.list(rows, AuditRecordStore::entry))
                    .chain(found -> found.isEmpty()
                            ? Uni.createFrom().item(0)
                            : ends(tx, found)
                                    .map(ends -> ChainedRecords.append(found, ends, random))
                                    .chain(placed -> place(tx, placed)));
        });
    }

    /** Removes a batch of the records of a chain; returns how many there were. */
    Uni<Integer> remove(String chain, int limit) {
        return db.withTransaction(tx ->
                tx.preparedQuery(REMOVE).execute(SqlParameters.of(chain, limit)).map(rows -> rows.rowCount()));
    }

    /** Removes a batch of the records from before the chains that occurred before this time; returns how many there were. */
    Uni<Integer> removeOld(Instant before, int limit) {
        return db.withTransaction(tx -> tx.preparedQuery(REMOVE_OLD)
                .execute(SqlParameters.of(before, limit))
                .map(rows -> rows.rowCount()));
    }

    /** Locks the ends of the chains of these records; a chain that was removed has none. */
    private static Uni<List<ChainEnd>> ends(Tx tx, List<AuditEntry> entries) {
        Set<String> chains = entries.stream().map(AuditEntry::chain).collect(Collectors.toCollection(TreeSet::new));
        return locked(tx, chains)
                .chain(found -> found.size() == chains.size()
                        ? Uni.createFrom().item(found)
                        : begin(tx, chains).chain(() -> locked(tx, chains)))
                .map(found -> found.stream()
                        .filter(row -> !row.removed())
                        .map(LockedEnd::end)
                        .toList());
    }

    private record LockedEnd(ChainEnd end, boolean removed) {}

    private static Uni<List<LockedEnd>> locked(Tx tx, Set<String> chains) {
        return tx.execute(LOCK_ENDS, SqlParameters.of((Object) chains.toArray(String[]::new)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new LockedEnd(
                                new ChainEnd(row.getString("chain"), row.getLong("sequence"), row.getString("hash")),
                                row.getOffsetDateTime("removed_at") != null)));
    }

    private static Uni<Void> begin(Tx tx, Set<String> chains) {
        String[] names = chains.toArray(String[]::new);
        Object starts = chains.stream().map(AuditChain::start).toArray(String[]::new);
        return tx.execute(BEGIN_CHAINS, SqlParameters.of(names, starts)).replaceWithVoid();
    }

    /** Returns those that are not stored yet, each once. */
    private static Uni<List<AuditEntry>> missing(Tx tx, List<AuditEntry> entries) {
        String[] ids = entries.stream().map(AuditEntry::eventId).toArray(String[]::new);
        return tx.execute(KNOWN, SqlParameters.of((Object) ids)).map(rows -> {
            Set<String> known =
                    rows.stream().map(row -> row.getString("event_id")).collect(Collectors.toSet());
            return entries.stream().filter(entry -> known.add(entry.eventId())).toList();
        });
    }

    private static Uni<Void> add(Tx tx, ChainedRecords appended) {
        List<ChainedRecord> records = appended.records();
        List<ChainEnd> ends = appended.ends();
        return tx.execute(
                        ADD,
                        SqlParameters.of(
                                column(records, record -> record.entry().eventId()),
                                records.stream()
                                        .map(record -> AuditChain.stored(
                                                        record.entry().at())
                                                .atOffset(UTC))
                                        .toArray(OffsetDateTime[]::new),
                                column(records, record -> record.entry().actor()),
                                column(records, record -> record.entry().action()),
                                column(records, record -> record.entry().target()),
                                column(records, record -> record.entry().outcome()),
                                column(records, record -> written(record.entry().detail())),
                                column(records, record -> record.entry().address()),
                                column(records, ChainedRecord::chain),
                                numbers(records, ChainedRecord::sequence),
                                column(records, ChainedRecord::hash),
                                column(records, ChainedRecord::salt),
                                column(ends, ChainEnd::chain),
                                numbers(ends, ChainEnd::sequence),
                                column(ends, ChainEnd::hash)))
                .replaceWithVoid();
    }

    private static Uni<Integer> place(Tx tx, ChainedRecords placed) {
        List<ChainedRecord> records = placed.records();
        List<ChainEnd> ends = placed.ends();
        return tx.execute(
                        ADOPT,
                        SqlParameters.of(
                                column(records, record -> record.entry().eventId()),
                                column(records, ChainedRecord::chain),
                                numbers(records, ChainedRecord::sequence),
                                column(records, ChainedRecord::hash),
                                column(records, ChainedRecord::salt),
                                column(ends, ChainEnd::chain),
                                numbers(ends, ChainEnd::sequence),
                                column(ends, ChainEnd::hash)))
                .map(rows -> records.size());
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getString("event_id"),
                Rows.instant(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("target"),
                row.getString("outcome"),
                read(row.getString("detail")),
                row.getString("address"));
    }

    /** Returns the texts of a JSON object. */
    static Map<String, String> read(String detail) {
        Map<String, String> read = new HashMap<>();
        new JsonObject(detail).forEach(member -> read.put(member.getKey(), String.valueOf(member.getValue())));
        return read;
    }

    /** Returns texts as a JSON object. */
    static String written(Map<String, String> texts) {
        return new JsonObject(new HashMap<>(texts)).encode();
    }

    private static <T> String[] column(List<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static <T> Long[] numbers(List<T> rows, Function<T, Long> value) {
        return rows.stream().map(value).toArray(Long[]::new);
    }
}
