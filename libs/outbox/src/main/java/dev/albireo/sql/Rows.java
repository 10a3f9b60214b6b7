package dev.albireo.sql;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the rows that a statement returned or, where it returns none, changed. */
public final class Rows {
    private Rows() {}

    /** Returns whether the statement returned or changed no row. */
    public static boolean none(RowSet<Row> rows) {
        return rows.rowCount() == 0;
    }

    /** Returns whether the statement returned or changed exactly one row. */
    public static boolean one(RowSet<Row> rows) {
        return rows.rowCount() == 1;
    }

    /** Returns the first row, if there is one. */
    public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> mapper) {
        return none(rows) ? Optional.empty() : Optional.of(only(rows, mapper));
    }

    /** Returns the row of a query that always has one. */
    public static <T> T only(RowSet<Row> rows, Function<Row, T> mapper) {
        return mapper.apply(rows.iterator().next());
    }

    /** Returns all rows, in their order. */
    public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        return rows.stream().map(mapper).toList();
    }

    /** Returns the time in a column that is not null. */
    public static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    /** Returns the time in a column that may be null. */
    public static Optional<Instant> optionalInstant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    /** Returns the bytes in a column that is not null. */
    public static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }
}
