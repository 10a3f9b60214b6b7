package dev.albireo.outbox;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Distinguishes a temporary failure, because a dependency is unavailable, from a failure that the event itself causes. */
final class DependencyOutage {
    private static final int DEEPEST = 10;
    /**
     * Classes of SQLSTATE: connection exception, transaction rollback, insufficient resources, object not in prerequisite state, operator
     * intervention, system error, and "read-only transaction", which a primary returns that has just become a replica.
     */
    private static final List<String> STATES = List.of("08", "40", "53", "55", "57", "58", "25006");

    private DependencyOutage() {}

    static boolean explains(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause == null ? null : cause.getCause())
                .limit(DEEPEST)
                .takeWhile(cause -> cause != null)
                .anyMatch(DependencyOutage::isOutage);
    }

    private static boolean isOutage(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException _,
                    TimeoutException _,
                    io.smallrye.mutiny.TimeoutException _,
                    ClosedConnectionException _ -> true;
            case PgException refused -> isOutageState(refused.getSqlState());
            case SQLException refused ->
                isOutageState(refused.getSQLState()); // what Hibernate Reactive makes of a PgException
            case null -> false;
            default -> isTimeoutOfThePool(cause);
        };
    }

    private static boolean isOutageState(@Nullable String state) {
        return state != null && STATES.stream().anyMatch(state::startsWith);
    }

    /** Vert.x has no exception type for it. */
    private static boolean isTimeoutOfThePool(Throwable cause) {
        return cause.getMessage() != null && cause.getMessage().equals("Timeout");
    }
}
