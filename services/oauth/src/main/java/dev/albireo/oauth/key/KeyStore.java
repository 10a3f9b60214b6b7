package dev.albireo.oauth.key;

import static java.time.ZoneOffset.UTC;

import dev.albireo.oauth.key.StoredKey.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The signing_key table. */
@ApplicationScoped
class KeyStore {
    private final Pool db;

    KeyStore(Pool db) {
        this.db = db;
    }

    /** The algorithm that everybody understands comes first. */
    private static final String ALL = """
            SELECT kid, algorithm, state, public_jwk, private_jwk, data_key_id, created_at, activated_at, retired_at
              FROM signing_key
             ORDER BY array_position('{RS256,PS256,ES256,EdDSA}'::text[], algorithm), created_at, kid
            """;

    Uni<List<StoredKey>> all() {
        return all(db);
    }

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.signing_key'))";

    private static final String RETIRE = """
            UPDATE signing_key SET state = 'RETIRED', retired_at = $1 WHERE state = 'ACTIVE' AND algorithm = $2
            """;

    private static final String ACTIVATE = """
            UPDATE signing_key SET state = 'ACTIVE', activated_at = $1 WHERE state = 'NEXT' AND algorithm = $2
            """;

    private static final String FORGET = """
            DELETE FROM signing_key WHERE state = 'RETIRED' AND retired_at < $1
            """;

    /**
     * Keys of one algorithm that are to move on.
     *
     * @param due asked under the lock, about the keys of the algorithm
     * @param next the new one
     * @param spare the first one to sign, where there is no key at all
     * @param forgetBefore retired before this: gone
     */
    record Move(
            SigningAlgorithm algorithm,
            Predicate<List<StoredKey>> due,
            StoredKey next,
            Optional<StoredKey> spare,
            Instant forgetBefore,
            Instant now) {}

    /** Moves the keys on by one state and adds the new ones, if that is due; of many replicas that try at once one does it. */
    Uni<List<StoredKey>> rotate(Move move) {
        return db.withTransaction(connection -> connection
                .query(LOCK)
                .execute()
                .chain(() -> all(connection))
                .chain(keys -> {
                    List<StoredKey> own = move.algorithm().among(keys);
                    return move.due().test(own)
                            ? apply(connection, move, own.isEmpty()).chain(() -> all(connection))
                            : Uni.createFrom().item(keys);
                }));
    }

    private static Uni<Void> apply(SqlConnection connection, Move move, boolean first) {
        Tuple at = Tuple.of(move.now().atOffset(UTC), move.algorithm().value());
        return move.spare()
                .filter(key -> first)
                .map(key -> insert(connection, key))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> connection.preparedQuery(RETIRE).execute(at))
                .chain(() -> connection.preparedQuery(ACTIVATE).execute(at))
                .chain(() -> connection
                        .preparedQuery(FORGET)
                        .execute(Tuple.of(move.forgetBefore().atOffset(UTC))))
                .chain(() -> insert(connection, move.next()));
    }

    private static final String INSERT = """
            INSERT INTO signing_key (kid, algorithm, state, public_jwk, private_jwk, data_key_id, created_at)
            VALUES ($1, $2, 'NEXT', $3, $4, $5, $6)
            """;

    private static Uni<Void> insert(SqlClient connection, StoredKey key) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        key.kid(),
                        key.algorithm(),
                        key.publicJwk(),
                        key.sealedJwk(),
                        key.dataKeyId(),
                        key.createdAt().atOffset(UTC)))
                .replaceWithVoid();
    }

    private static Uni<List<StoredKey>> all(SqlClient client) {
        return client.query(ALL).execute().map(KeyStore::keys);
    }

    private static List<StoredKey> keys(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(KeyStore::key)
                .toList();
    }

    private static StoredKey key(Row row) {
        return new StoredKey(
                row.getString("kid"),
                row.getString("algorithm"),
                State.valueOf(row.getString("state")),
                row.getString("public_jwk"),
                row.getBuffer("private_jwk").getDelegate(),
                row.getString("data_key_id"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("activated_at")),
                instant(row.getOffsetDateTime("retired_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
