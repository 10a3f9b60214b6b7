package dev.albireo.testkit;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Checks that statements read large tables by an index alone. The tables are copies with generated rows, which exist in one transaction that
 * is not committed: other tests keep their rows.
 */
public final class StatementPlans implements AutoCloseable {
    /** More than a plan for a small table would scan. */
    private static final int ROWS = 20_000;

    private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on (?:\\w+\\.)?(\\w+)");

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** Columns that may be null and are times, such as that of an end, stay null: most rows are active. */
    private static final String COLUMNS = """
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum),
                   string_agg(CASE format_type(atttypid, NULL)
                                   WHEN 'text' THEN quote_literal(attname) || ' || i'
                                   WHEN 'uuid' THEN 'md5(i::text)::uuid'
                                   WHEN 'timestamp with time zone' THEN 'now() + i * interval ''1 second'''
                                   WHEN 'integer' THEN 'i' WHEN 'bigint' THEN 'i' WHEN 'smallint' THEN 'i %% 100'
                                   WHEN 'date' THEN 'current_date + i %% 7'
                                   WHEN 'boolean' THEN 'i %% 2 = 0'
                                   WHEN 'bytea' THEN 'decode(md5(i::text), ''hex'')'
                                   ELSE '''{}''' END, ', ' ORDER BY attnum)
              FROM pg_attribute
             WHERE attrelid = 'public.%1$s'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = ''
               AND (attnotnull OR format_type(atttypid, NULL) <> 'timestamp with time zone')
            """;

    private final Connection connection;
    private final List<String> tables;

    private StatementPlans(Connection connection, List<String> tables) {
        this.connection = connection;
        this.tables = List.copyOf(tables);
    }

    /** Opens a transaction with many rows in these tables. */
    public static StatementPlans of(DataSource database, List<String> tables) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        StatementPlans plans = new StatementPlans(connection, tables);
        for (String table : tables) {
            plans.fill(table);
        }
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET LOCAL plan_cache_mode = force_generic_plan");
        }
        return plans;
    }

    /**
     * Changes the generated rows, and returns this.
     *
     * @param change a statement that gives them values that occur, such as those of a state
     */
    public StatementPlans with(String change) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(change);
            for (String table : tables) {
                sql.execute("ANALYZE " + table);
            }
        }
        return this;
    }

    private void fill(String table) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("CREATE TEMPORARY TABLE %s (LIKE public.%s INCLUDING ALL EXCLUDING CONSTRAINTS) ON COMMIT DROP"
                    .formatted(table, model(sql, table)));
            try (ResultSet columns = sql.executeQuery(COLUMNS.formatted(table))) {
                columns.next();
                String insert = "INSERT INTO %s (%s) SELECT %s FROM generate_series(1, %d) i"
                        .formatted(table, columns.getString(1), columns.getString(2), ROWS);
                sql.execute(insert);
            }
            sql.execute("ANALYZE " + table);
        }
    }

    /** Returns the table with the indexes: each partition has its own, the partitioned table none. */
    private static String model(Statement sql, String table) throws SQLException {
        try (ResultSet partitioned = sql.executeQuery(
                "SELECT FROM pg_partitioned_table WHERE partrelid = 'public.%s'::regclass".formatted(table))) {
            return partitioned.next() ? table + "_default" : table;
        }
    }

    /**
     * Returns the constants whose statements read one of the tables as a whole.
     *
     * @param statements the names of the constants by the class that holds them, without the root package
     */
    public List<String> objections(String rootPackage, Map<String, List<String>> statements)
            throws SQLException, ReflectiveOperationException {
        List<String> objections = new ArrayList<>();
        for (Map.Entry<String, List<String>> store : statements.entrySet()) {
            for (String name : store.getValue()) {
                for (String table : wholeTables(statement(rootPackage, store.getKey(), name))) {
                    objections.add(store.getKey() + "." + name + " reads all of " + table);
                }
            }
        }
        return objections;
    }

    /** Returns the statement that a constant of this class holds. */
    public static String statement(String rootPackage, String type, String name) throws ReflectiveOperationException {
        Field constant = Class.forName(rootPackage + "." + type).getDeclaredField(name);
        constant.setAccessible(true);
        return (String) constant.get(null);
    }

    /**
     * Returns the partitions of {@code table} that a statement reads when none fits its parameters, or the one that it always reads: more
     * than one, if it does not say by the partition key which one it needs.
     */
    public List<String> partitions(String statement, String table) throws SQLException {
        return Pattern.compile("Scan (?:using \\w+ )?on (%s_\\w+)".formatted(table))
                .matcher(plan(statement))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** Returns the tables that a statement with parameters $1, $2, … reads as a whole. */
    public List<String> wholeTables(String statement) throws SQLException {
        return WHOLE_TABLE
                .matcher(plan(statement))
                .results()
                .map(found -> found.group(1))
                .filter(tables::contains)
                .distinct()
                .toList();
    }

    private String plan(String statement) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Statement sql = connection.createStatement()) {
            sql.execute("PREPARE statement AS " + complete(statement.strip()));
            String arguments = String.join(", ", Collections.nCopies(parameters(statement), "NULL"));
            try (ResultSet rows = sql.executeQuery("EXPLAIN EXECUTE statement(" + arguments + ")")) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            sql.execute("DEALLOCATE statement");
        }
        return String.join("\n", plan);
    }

    private static int parameters(String statement) {
        return PARAMETER
                .matcher(statement)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .max()
                .orElse(0);
    }

    /** The outbox adds the last query to a list of {@code WITH} queries that change something. */
    private static String complete(String statement) {
        return statement.startsWith("WITH") && statement.endsWith(")")
                ? statement + " SELECT * FROM changed"
                : statement;
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
