package dev.albireo.oauth.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Accesses the second_factor_policy table: versions are added, and the oldest deleted, none is changed. */
@Singleton
class SecondFactorPolicyStore {
    /** The number of versions of a policy that are kept. */
    static final int KEPT_VERSIONS = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Writes follow each other, so that versions are given in order. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.second_factor_policy'))";

    private static final String COLUMNS = "id, version, document, changed_by, changed_at, created_at";
    private static final String CURRENT =
            "SELECT " + COLUMNS + " FROM second_factor_policy WHERE id = $1 ORDER BY version DESC LIMIT 1";
    private static final String ALL_CURRENT =
            "SELECT DISTINCT ON (id) " + COLUMNS + " FROM second_factor_policy ORDER BY id, version DESC";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM second_factor_policy WHERE id = $1 AND version = $2";
    private static final String PAGE = "SELECT " + COLUMNS
            + " FROM second_factor_policy WHERE id = $1 AND version < $2 ORDER BY version DESC LIMIT $3";

    private static final String ADD = """
            INSERT INTO second_factor_policy (id, version, document, changed_by, changed_at, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String DELETE_OLDEST = "DELETE FROM second_factor_policy WHERE id = $1 AND version <= $2";

    private final Pool db;

    SecondFactorPolicyStore(Pool db) {
        this.db = db;
    }

    /** Runs a write in a transaction that no other write overlaps. */
    <T> Uni<T> write(Function<Tx, Uni<T>> work) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return tx.execute(LOCK).chain(locked -> work.apply(tx));
        });
    }

    /** Returns the version in force, which may be a deletion. */
    Uni<Optional<PolicyVersion>> current(String id) {
        return current(Tx.of(db), id);
    }

    Uni<Optional<PolicyVersion>> current(Tx tx, String id) {
        return tx.execute(CURRENT, SqlParameters.of(id))
                .map(rows -> Rows.first(rows, SecondFactorPolicyStore::version));
    }

    /** Returns the policies in force, in the order of their ids. */
    Uni<List<PolicyVersion>> inForce() {
        return inForce(Tx.of(db));
    }

    Uni<List<PolicyVersion>> inForce(Tx tx) {
        return tx.execute(ALL_CURRENT)
                .map(rows -> Rows.list(rows, SecondFactorPolicyStore::version).stream()
                        .filter(PolicyVersion::isDeclared)
                        .toList());
    }

    Uni<Optional<PolicyVersion>> find(String id, int version) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(id, version))
                .map(rows -> Rows.first(rows, SecondFactorPolicyStore::version));
    }

    /** Returns the versions before this one, newest first. */
    Uni<List<PolicyVersion>> page(String id, int before, int limit) {
        return db.preparedQuery(PAGE)
                .execute(SqlParameters.of(id, before, limit))
                .map(rows -> Rows.list(rows, SecondFactorPolicyStore::version));
    }

    /** Adds a version, which is in force from the end of the transaction. */
    Uni<Void> add(Tx tx, PolicyVersion added) {
        return tx.execute(
                        ADD,
                        SqlParameters.of(
                                added.id(),
                                added.version(),
                                added.document().map(ObjectNode::toString),
                                added.changedBy(),
                                added.changedAt(),
                                added.createdAt()))
                .chain(() -> tx.execute(DELETE_OLDEST, SqlParameters.of(added.id(), added.version() - KEPT_VERSIONS)))
                .replaceWithVoid();
    }

    private static PolicyVersion version(Row row) {
        return new PolicyVersion(
                row.getString("id"),
                row.getInteger("version"),
                Optional.ofNullable(row.getString("document")).map(SecondFactorPolicyStore::document),
                row.getString("changed_by"),
                Rows.instant(row, "changed_at"),
                Rows.instant(row, "created_at"));
    }

    private static ObjectNode document(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored policy is not valid JSON", e);
        }
    }
}
