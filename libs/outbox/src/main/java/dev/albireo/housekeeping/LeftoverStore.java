package dev.albireo.housekeeping;

import static java.time.ZoneOffset.UTC;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.OptionalInt;

/** Rows that are over, in whatever table. What Hibernate may know of such a row it knows for one transaction only. */
@Singleton
class LeftoverStore {
    /** One replica at a time per database, also of the release before; the lock ends with its batch, so that nobody who dies keeps it. */
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('albireo.sweep')) AS mine";

    private final Pool db;

    LeftoverStore(Pool db) {
        this.db = db;
    }

    /** Deletes a batch in a transaction of its own: how many rows went, or nothing where another replica is at it. */
    Uni<OptionalInt> delete(Leftovers leftovers, Instant now, int batch) {
        Instant before = now.minus(leftovers.kept());
        return db.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("mine")
                        ? delete(tx, leftovers, before, batch).map(OptionalInt::of)
                        : Uni.createFrom().item(OptionalInt.empty())));
    }

    private static Uni<Integer> delete(SqlConnection tx, Leftovers leftovers, Instant before, int batch) {
        return tx.preparedQuery(leftovers.statement())
                .execute(Tuple.of(before.atOffset(UTC), batch))
                .map(rows -> rows.rowCount());
    }
}
