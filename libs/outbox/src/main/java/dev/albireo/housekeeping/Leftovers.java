package dev.albireo.housekeeping;

import java.time.Duration;
import java.util.List;

/**
 * The rows of one table that nobody needs any more: those whose time was over long enough ago.
 *
 * @param table its name, also in the metrics
 * @param column when a row is over; an index begins with it
 * @param kept how long a row stays when it is over, for somebody may still ask
 * @param only a further condition in SQL, which the index need not serve; empty for none
 */
public record Leftovers(String table, String column, Duration kept, String only) {
    /** All rows whose time was over so long ago. */
    public static Leftovers of(String table, String column, Duration kept) {
        return new Leftovers(table, column, kept, "");
    }

    /** Of these, only those of which this is true. */
    public Leftovers where(String condition) {
        return new Leftovers(table, column, kept, condition);
    }

    /** What a service has to clean up; each makes one bean of it. */
    @FunctionalInterface
    public interface House {
        List<Leftovers> leftovers();
    }

    /**
     * Deletes one batch: {@code $1} is when a row must have been over, {@code $2} how many. It finds its rows by the index and deletes
     * them by their place, and leaves alone those that somebody is using.
     */
    public String statement() {
        return """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$s WHERE %2$s < $1%3$s ORDER BY %2$s LIMIT $2 FOR UPDATE SKIP LOCKED))
                """.formatted(table, column, only.isEmpty() ? "" : " AND " + only);
    }
}
