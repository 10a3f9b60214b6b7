package dev.albireo.oauth.key;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Accesses the signing_key table. */
@ApplicationScoped
class KeyStore {
    private final Pool db;
    private final Outbox outbox;
    private final Clock clock;

    KeyStore(Pool db, Outbox outbox, Clock clock) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** RS256, which every client supports, comes first. */
    private static final String ALL = """
            SELECT kid, algorithm, state, public_jwk, private_jwk, data_key_id, created_at, activated_at, retired_at
              FROM signing_key
             ORDER BY array_position('{RS256,PS256,ES256,EdDSA}'::text[], algorithm), created_at, kid
            """;

    Uni<List<StoredKey>> all() {
        return all(db);
    }

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.signing_key'))";

    /**
     * Changes the keys as {@code decide} determines from the keys under the lock; of concurrent replicas one decides at a time.
     *
     * @param record the audit event, recorded in the same transaction if anything changes
     * @return the keys afterwards
     */
    Uni<List<StoredKey>> change(Function<List<StoredKey>, KeyChange> decide, Optional<AuditRecorded> record) {
        return db.withTransaction(connection -> connection
                .query(LOCK)
                .execute()
                .chain(() -> all(connection))
                .chain(keys -> {
                    KeyChange change = decide.apply(keys);
                    return change.isEmpty()
                            ? Uni.createFrom().item(keys)
                            : apply(connection, change)
                                    .chain(() -> record(connection, record))
                                    .chain(() -> all(connection));
                }));
    }

    private static final String REMOVE = "DELETE FROM signing_key WHERE kid = ANY($1)";

    private static final String RETIRE = """
            UPDATE signing_key SET state = 'RETIRED', retired_at = $2 WHERE kid = ANY($1)
            """;

    private static final String ACTIVATE = """
            UPDATE signing_key SET state = 'ACTIVE', activated_at = $2 WHERE kid = ANY($1)
            """;

    /** An algorithm has at most one active key, so the order is significant. */
    private Uni<Void> apply(SqlConnection connection, KeyChange change) {
        return each(connection, REMOVE, change.removed(), SqlParameters::of)
                .chain(() ->
                        each(connection, RETIRE, change.retired(), kids -> SqlParameters.of(kids, clock.instant())))
                .chain(() ->
                        each(connection, ACTIVATE, change.activated(), kids -> SqlParameters.of(kids, clock.instant())))
                .chain(() -> insert(connection, change.added()));
    }

    private static Uni<Void> each(
            SqlConnection connection, String sql, List<String> kids, Function<Object, Tuple> parameters) {
        return kids.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(sql)
                        .execute(parameters.apply(kids.toArray(String[]::new)))
                        .replaceWithVoid();
    }

    private static final String INSERT = """
            INSERT INTO signing_key (kid, algorithm, state, public_jwk, private_jwk, data_key_id, created_at, activated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static Uni<Void> insert(SqlClient connection, List<StoredKey> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(INSERT)
                        .executeBatch(keys.stream().map(KeyStore::row).toList())
                        .replaceWithVoid();
    }

    private static Tuple row(StoredKey key) {
        return SqlParameters.of(
                key.kid(),
                key.algorithm(),
                key.state().name(),
                key.publicJwk(),
                key.encryptedJwk(),
                key.dataKeyId(),
                key.createdAt(),
                key.activatedAt());
    }

    private static final String UPDATE_ENCRYPTION =
            "UPDATE signing_key SET private_jwk = $2, data_key_id = $3 WHERE kid = $1";

    /** Stores private parts that were encrypted anew. */
    Uni<Void> updateEncryption(List<StoredKey> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : db.preparedQuery(UPDATE_ENCRYPTION)
                        .executeBatch(keys.stream()
                                .map(key -> SqlParameters.of(key.kid(), key.encryptedJwk(), key.dataKeyId()))
                                .toList())
                        .replaceWithVoid();
    }

    private Uni<Void> record(SqlConnection connection, Optional<AuditRecorded> record) {
        return record.map(audit -> outbox.append(connection, audit))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Uni<List<StoredKey>> all(SqlClient client) {
        return client.query(ALL).execute().map(rows -> Rows.list(rows, KeyStore::key));
    }

    private static StoredKey key(Row row) {
        return new StoredKey(
                row.getString("kid"),
                row.getString("algorithm"),
                KeyState.valueOf(row.getString("state")),
                row.getString("public_jwk"),
                row.getBuffer("private_jwk").getDelegate(),
                row.getString("data_key_id"),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "activated_at").orElse(null),
                Rows.optionalInstant(row, "retired_at").orElse(null));
    }
}
