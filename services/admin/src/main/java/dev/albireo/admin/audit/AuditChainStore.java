package dev.albireo.admin.audit;

import dev.albireo.admin.audit.StoredChain.SignedHead;
import dev.albireo.events.AuditHeadSigned;
import dev.albireo.outbox.Outbox;
import dev.albireo.outbox.ProducerKey;
import dev.albireo.protocol.AuditHead;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit_chain table: the ends of the chains, their signed heads, and which of them are being removed. */
@Singleton
class AuditChainStore {
    private static final String COLUMNS =
            "chain, sequence, hash, head_sequence, head_hash, head_at, head_key, head_signature, removed_at";

    private static final String ALL = "SELECT " + COLUMNS + " FROM audit_chain ORDER BY chain";

    /** Replicas that sign at the same time wait for each other, and the second finds nothing due. */
    private static final String DUE = "SELECT " + COLUMNS + " FROM audit_chain WHERE removed_at IS NULL"
            + " AND sequence > head_sequence AND (head_at IS NULL OR head_at <= $1) ORDER BY chain FOR UPDATE";

    private static final String LOCK =
            "SELECT " + COLUMNS + " FROM audit_chain WHERE chain = $1 AND removed_at IS NULL FOR UPDATE";

    private static final String SIGN = """
            UPDATE audit_chain
               SET head_sequence = $2, head_hash = $3, head_at = $4::timestamptz, head_key = $5, head_signature = $6,
                   removed_at = CASE WHEN $7 THEN $4::timestamptz END
             WHERE chain = $1
            """;

    private static final String NOT_EMPTIED =
            "SELECT chain FROM audit_chain WHERE removed_at IS NOT NULL AND emptied_at IS NULL ORDER BY chain";

    private static final String EMPTIED = "UPDATE audit_chain SET emptied_at = $2 WHERE chain = $1";

    private final Pool db;
    private final Outbox outbox;
    private final ProducerKey key;

    AuditChainStore(Pool db, Outbox outbox, ProducerKey key) {
        this.db = db;
        this.outbox = outbox;
        this.key = key;
    }

    /** Returns all chains, by their names. */
    Uni<List<StoredChain>> all() {
        return db.query(ALL).execute().map(rows -> Rows.list(rows, AuditChainStore::chain));
    }

    /** Signs and publishes the head of each chain that has become longer since a head of this time or before. */
    Uni<Void> sign(Instant headsUntil, Instant now) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return tx.execute(DUE, SqlParameters.of(headsUntil))
                    .map(rows -> Rows.list(rows, AuditChainStore::chain))
                    .chain(due -> signAll(tx, due, now, false));
        });
    }

    /** Marks a chain as removed, with a signed head that says so; nothing happens if it was before. */
    Uni<Void> markRemoved(String chain, Instant now) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return tx.execute(LOCK, SqlParameters.of(chain))
                    .map(rows -> Rows.list(rows, AuditChainStore::chain))
                    .chain(found -> signAll(tx, found, now, true));
        });
    }

    /** Returns the removed chains that may still have records. */
    Uni<List<String>> notEmptied() {
        return db.query(NOT_EMPTIED).execute().map(rows -> Rows.list(rows, row -> row.getString("chain")));
    }

    /** Notes that a chain has no records any more. */
    Uni<Void> emptied(String chain, Instant now) {
        return db.preparedQuery(EMPTIED).execute(SqlParameters.of(chain, now)).replaceWithVoid();
    }

    private Uni<Void> signAll(Tx tx, List<StoredChain> chains, Instant now, boolean removed) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (StoredChain chain : chains) {
            all = all.chain(() -> sign(tx, new AuditHead(chain.chain(), chain.sequence(), chain.hash(), now, removed)));
        }
        return all;
    }

    private Uni<Void> sign(Tx tx, AuditHead head) {
        var signed = key.sign(head.parts());
        return tx.execute(
                        SIGN,
                        SqlParameters.of(
                                head.chain(),
                                head.sequence(),
                                head.hash(),
                                head.at(),
                                signed.key(),
                                signed.signature(),
                                head.removed()))
                .chain(() -> outbox.append(
                        tx,
                        new AuditHeadSigned(
                                head.chain(),
                                head.sequence(),
                                head.hash(),
                                head.at(),
                                head.removed(),
                                signed.key(),
                                signed.signature())));
    }

    private static StoredChain chain(Row row) {
        Optional<Instant> removedAt = Rows.optionalInstant(row, "removed_at");
        return new StoredChain(
                row.getString("chain"),
                row.getLong("sequence"),
                row.getString("hash"),
                Rows.optionalInstant(row, "head_at")
                        .map(at -> new SignedHead(
                                new AuditHead(
                                        row.getString("chain"),
                                        row.getLong("head_sequence"),
                                        row.getString("head_hash"),
                                        at,
                                        removedAt.isPresent()),
                                row.getString("head_key"),
                                row.getString("head_signature"))),
                removedAt);
    }
}
