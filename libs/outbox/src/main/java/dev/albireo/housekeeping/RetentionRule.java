package dev.albireo.housekeeping;

import java.time.Duration;
import java.util.List;

/**
 * The expired rows of one table, which may be deleted after a retention period.
 *
 * @param table its name, also in the metrics
 * @param column the time at which a row expires; an index begins with it
 * @param kept how long an expired row is retained, because it may still be queried
 * @param only a further condition in SQL, which the index need not serve; empty for none
 */
public record RetentionRule(String table, String column, Duration kept, String only) {
    /** Returns all rows that expired at least {@code kept} ago. */
    public static RetentionRule of(String table, String column, Duration kept) {
        return new RetentionRule(table, column, kept, "");
    }

    /** Restricts the rows to those that satisfy a further condition in SQL. */
    public RetentionRule where(String condition) {
        return new RetentionRule(table, column, kept, condition);
    }

    /** The tables that a service cleans; each service provides one bean. */
    @FunctionalInterface
    public interface RetentionRules {
        List<RetentionRule> leftovers();

        /** Returns the tables that are cleaned by partition. */
        default List<WeeklyPartitions> partitioned() {
            return List.of();
        }
    }

    /**
     * Returns the statement that deletes one batch: {@code $1} is the time before which a row must have expired, {@code $2} the maximum
     * number of rows. It finds its rows by the index, deletes them by their {@code ctid} and skips locked rows.
     */
    public String statement() {
        return """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$s WHERE %2$s < $1%3$s ORDER BY %2$s LIMIT $2 FOR UPDATE SKIP LOCKED))
                """.formatted(table, column, only.isEmpty() ? "" : " AND " + only);
    }
}
