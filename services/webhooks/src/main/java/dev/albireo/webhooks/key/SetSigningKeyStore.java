package dev.albireo.webhooks.key;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Accesses the ssf_signing_key table. */
@Singleton
class SetSigningKeyStore {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.ssf_signing_key'))";
    private static final String ALL =
            "SELECT kid, public_jwk, private_jwk, data_key_id, created_at, signs_from FROM ssf_signing_key ORDER BY signs_from, kid";
    private static final String ADD = """
            INSERT INTO ssf_signing_key (kid, public_jwk, private_jwk, data_key_id, created_at, signs_from) VALUES ($1, $2, $3, $4, $5, $6)
            """;
    private static final String REMOVE = "DELETE FROM ssf_signing_key WHERE kid = ANY ($1)";
    private static final String REENCRYPT =
            "UPDATE ssf_signing_key SET private_jwk = $2, data_key_id = $3 WHERE kid = $1";

    private final Pool db;

    SetSigningKeyStore(Pool db) {
        this.db = db;
    }

    /** The keys to remove, to add, and to encrypt anew. */
    record SetKeyChange(List<String> removed, Optional<StoredSetKey> added, List<StoredSetKey> reencrypted) {}

    Uni<List<StoredSetKey>> all() {
        return all(Tx.of(db));
    }

    /** Changes the keys as {@code decide} determines from those under the lock, and returns the keys afterwards. */
    Uni<List<StoredSetKey>> change(Function<List<StoredSetKey>, SetKeyChange> decide) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return tx.execute(LOCK)
                    .chain(() -> all(tx))
                    .map(decide)
                    .chain(change -> apply(tx, change))
                    .chain(() -> all(tx));
        });
    }

    private static Uni<Void> apply(Tx tx, SetKeyChange change) {
        return tx.execute(REMOVE, SqlParameters.of((Object) change.removed().toArray(String[]::new)))
                .chain(() -> change.added()
                        .map(key -> add(tx, key))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> change.reencrypted().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.executeBatch(
                                REENCRYPT,
                                change.reencrypted().stream()
                                        .map(key -> SqlParameters.of(
                                                key.kid(),
                                                key.encrypted().bytes(),
                                                key.encrypted().keyId()))
                                        .toList()));
    }

    private static Uni<Void> add(Tx tx, StoredSetKey key) {
        return tx.execute(
                        ADD,
                        SqlParameters.of(
                                key.kid(),
                                key.publicJwk(),
                                key.encrypted().bytes(),
                                key.encrypted().keyId(),
                                key.createdAt(),
                                key.signsFrom()))
                .replaceWithVoid();
    }

    private static Uni<List<StoredSetKey>> all(Tx tx) {
        return tx.execute(ALL).map(rows -> Rows.list(rows, SetSigningKeyStore::key));
    }

    private static StoredSetKey key(Row row) {
        return new StoredSetKey(
                row.getString("kid"),
                row.getString("public_jwk"),
                new EncryptedValue(row.getString("data_key_id"), Rows.bytes(row, "private_jwk")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "signs_from"));
    }
}
