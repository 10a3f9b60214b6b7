package dev.albireo.housekeeping;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Creates and deletes the partitions of weeks. Each change is a transaction of its own; requests wait for its locks, so it gives up within
 * a fifth of a second where it does not get them, and the next run tries again.
 */
@Singleton
class PartitionStore {
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '200ms'";

    private final Pool db;

    PartitionStore(Pool db) {
        this.db = db;
    }

    private static final String LIST = """
            SELECT relname, relispartition FROM pg_class
             WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND starts_with(relname, $1)
            """;

    /** The table of one week; it is detached before it is dropped. */
    record Partition(LocalDate monday, boolean attached) {}

    Uni<List<Partition>> list(WeeklyPartitions table) {
        return db.preparedQuery(LIST)
                .execute(SqlParameters.of(table.table() + "_"))
                .map(rows -> Rows.list(
                        rows,
                        row -> table.monday(row.getString("relname"))
                                .map(monday -> new Partition(monday, row.getBoolean("relispartition")))))
                .map(found -> found.stream().flatMap(Optional::stream).toList());
    }

    /** Returns the number of rows whose week had no partition; large numbers are not counted. */
    Uni<Integer> rowsInDefault(WeeklyPartitions table) {
        return db.query("SELECT count(*)::int AS rows FROM (SELECT 1 FROM %s_default LIMIT 1000) first"
                        .formatted(table.table()))
                .execute()
                .map(rows -> Rows.only(rows, row -> row.getInteger("rows")));
    }

    private static final String NEEDED = """
            SELECT to_regclass($1) IS NULL AND NOT EXISTS (SELECT 1 FROM %s_default WHERE %s = $2) AS needed
            """;

    /** Creates the partition, unless it exists, rows of its week are in the default partition, or another replica is at work. */
    Uni<Void> create(WeeklyPartitions table, LocalDate monday) {
        String name = table.partition(monday);
        return locked(tx -> tx.preparedQuery(NEEDED.formatted(table.table(), table.column()))
                .execute(SqlParameters.of(name, monday))
                .chain(rows -> Rows.only(rows, row -> row.getBoolean("needed"))
                        ? run(
                                tx,
                                "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS, PRIMARY KEY (%s))"
                                        .formatted(name, table.table(), table.key()),
                                "CREATE INDEX ON %s (%s)".formatted(name, table.indexed()),
                                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN ('%s')"
                                        .formatted(table.table(), name, monday))
                        : Uni.createFrom().voidItem()));
    }

    private static final String ATTACHED = "SELECT relispartition FROM pg_class WHERE oid = to_regclass($1)";

    /** Deletes the partition with its rows, unless another replica is at work: detaches it, then drops it while no request waits. */
    Uni<Void> delete(WeeklyPartitions table, LocalDate monday) {
        return detachOrDrop(table, monday).chain(() -> detachOrDrop(table, monday));
    }

    private Uni<Void> detachOrDrop(WeeklyPartitions table, LocalDate monday) {
        String name = table.partition(monday);
        String detach = "ALTER TABLE %s DETACH PARTITION %s".formatted(table.table(), name);
        return locked(tx -> tx.preparedQuery(ATTACHED)
                .execute(SqlParameters.of(name))
                .map(rows -> Rows.first(rows, row -> row.getBoolean("relispartition") ? detach : "DROP TABLE " + name))
                .chain(step -> step.map(sql -> run(tx, sql))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Void> locked(Function<SqlConnection, Uni<Void>> change) {
        return db.withTransaction(tx -> tx.query(ExpiredRowStore.LOCK)
                .execute()
                .chain(rows -> Rows.only(rows, row -> row.getBoolean("mine"))
                        ? run(tx, LOCK_TIMEOUT).chain(() -> change.apply(tx))
                        : Uni.createFrom().voidItem()));
    }

    private static Uni<Void> run(SqlConnection tx, String... statements) {
        return tx.query(String.join("; ", statements)).execute().replaceWithVoid();
    }
}
