package dev.albireo.bench;

import dev.albireo.devstack.postgres.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The disk use of PostgreSQL: bytes written and bytes stored. */
final class Disk {
    private static final String WRITTEN = """
            SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint,
                   pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            """;
    private static final String TABLES = """
            SELECT relname, reltuples::bigint, pg_total_relation_size(oid), pg_indexes_size(oid)
              FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            """;

    private final List<Database> databases;

    Disk(List<Database> databases) {
        this.databases = databases;
    }

    /**
     * One table.
     *
     * @param bytes bytes of table and indexes for each row, without dead rows
     * @param indexBytes the part of the indexes
     */
    record Row(String table, long rows, long bytes, long indexBytes) {}

    /** Returns the bytes written since the creation of the cluster. */
    DiskWrites written() {
        return new Sql(databases.getFirst()).ask(statement -> {
            try (ResultSet found = statement.executeQuery(WRITTEN)) {
                found.next();
                return new DiskWrites(found.getLong(1), found.getLong(2));
            }
        });
    }

    /** Returns every table with at least so many rows, the widest first, after a vacuum. */
    List<Row> rows(long atLeast) {
        List<Row> all = new ArrayList<>();
        for (Database database : databases) {
            all.addAll(new Sql(database).ask(statement -> {
                statement.execute("VACUUM FULL");
                return tables(database.name(), statement);
            }));
        }
        return all.stream()
                .filter(row -> row.rows() >= atLeast)
                .map(row -> new Row(row.table(), row.rows(), row.bytes() / row.rows(), row.indexBytes() / row.rows()))
                .sorted(Comparator.comparingLong(Row::bytes).reversed())
                .toList();
    }

    private static List<Row> tables(String database, Statement statement) throws SQLException {
        List<Row> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(TABLES)) {
            while (found.next()) {
                tables.add(new Row(
                        database + "." + found.getString(1), found.getLong(2), found.getLong(3), found.getLong(4)));
            }
        }
        return tables;
    }
}
