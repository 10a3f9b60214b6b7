package dev.albireo.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Checks that rows can be deleted from tables of any size by indexes alone, including rows that are deleted by cascade. */
public final class CleanedTables {
    private static final String WITHOUT_INDEX = """
            SELECT f.conrelid::regclass || ' refers to %1$s without an index'
              FROM pg_constraint f
             WHERE f.contype = 'f' AND f.confrelid = '%1$s'::regclass
               AND NOT EXISTS (
                   SELECT 1 FROM pg_index i
                    WHERE i.indrelid = f.conrelid AND i.indkey[0] = f.conkey[1]
                      AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) LIKE '%%IS NOT NULL%%'))
            """;

    private CleanedTables() {}

    /** Returns the scans of whole tables. {@code statements} delete {@code $2} rows older than {@code $1}, by table. */
    public static List<String> objections(DataSource database, Map<String, String> statements) throws SQLException {
        List<String> objections = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off");
            for (Map.Entry<String, String> table : statements.entrySet()) {
                String plan = String.join("\n", texts(sql, "EXPLAIN " + filled(table.getValue())));
                if (plan.contains("Seq Scan") || plan.contains("Sort")) {
                    objections.add(table.getKey() + " is not cleaned by an index:\n" + plan);
                }
                objections.addAll(texts(sql, WITHOUT_INDEX.formatted(table.getKey())));
            }
            sql.execute("RESET enable_seqscan; RESET enable_bitmapscan; RESET enable_sort");
        }
        return objections;
    }

    private static String filled(String statement) {
        return statement.replace("$1", "now()").replace("$2", "10");
    }

    private static List<String> texts(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
