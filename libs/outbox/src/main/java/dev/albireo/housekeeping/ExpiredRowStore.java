package dev.albireo.housekeeping;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.OptionalInt;

/** Deletes expired rows from any table. Hibernate's state about such a row lasts for one transaction only. */
@Singleton
class ExpiredRowStore {
    /** One replica at a time per database, also across releases; the lock ends with its batch, so that a replica that dies releases it. */
    static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('albireo.sweep')) AS mine";

    private final Pool db;

    ExpiredRowStore(Pool db) {
        this.db = db;
    }

    /** Deletes a batch in its own transaction; returns the number of rows, or nothing where another replica holds the lock. */
    Uni<OptionalInt> delete(RetentionRule leftovers, Instant now, int batch) {
        Instant before = now.minus(leftovers.kept());
        return db.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(rows -> Rows.only(rows, row -> row.getBoolean("mine"))
                        ? delete(tx, leftovers, before, batch).map(OptionalInt::of)
                        : Uni.createFrom().item(OptionalInt.empty())));
    }

    private static Uni<Integer> delete(SqlConnection tx, RetentionRule leftovers, Instant before, int batch) {
        return tx.preparedQuery(leftovers.statement())
                .execute(SqlParameters.of(before, batch))
                .map(rows -> rows.rowCount());
    }
}
