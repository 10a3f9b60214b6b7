package dev.albireo.sql;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement, as the PostgreSQL client takes them: $1 is the first. */
public final class SqlParameters {
    private SqlParameters() {}

    /**
     * Returns the values as parameters. An {@link Instant} becomes a {@code timestamptz}, bytes a {@code bytea}, and an empty
     * {@link Optional} a null; all other types are passed on.
     */
    public static Tuple of(@Nullable Object first, @Nullable Object... others) {
        List<@Nullable Object> parameters = new ArrayList<>(1 + others.length);
        parameters.add(parameter(first));
        for (Object other : others) {
            parameters.add(parameter(other));
        }
        return Tuple.from(parameters);
    }

    private static @Nullable Object parameter(@Nullable Object value) {
        return switch (value) {
            case Instant time -> time.atOffset(UTC);
            case byte[] bytes -> Buffer.buffer(bytes);
            case Optional<?> optional -> parameter(optional.orElse(null));
            case null, default -> value;
        };
    }
}
