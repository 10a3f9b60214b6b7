package dev.albireo.web;

import io.vertx.core.http.HttpClosedException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Distinguishes a temporarily unavailable database or service from an internal fault. */
final class TransientFailure {
    /**
     * Classes of SQLSTATE: connection exception, insufficient resources, operator intervention (a server that starts or stops), and
     * "read-only transaction", which a primary returns that has just become a replica; and a statement or transaction that the server ended
     * because it took too long.
     */
    private static final List<String> STATES = List.of("08", "53", "57P", "25006", "57014", "25P03", "25P04");

    /** The message of the PostgreSQL client, which has no type of its own for it, about a connection that the server has ended. */
    private static final String INACTIVE_CONNECTION = "Connection is not active now";

    private TransientFailure() {}

    /** Returns whether the failure, or one of its causes, means that a dependency is unavailable. */
    static boolean explains(Throwable failure) {
        return ExceptionCauses.of(failure).anyMatch(TransientFailure::isUnavailable);
    }

    private static boolean isUnavailable(@Nullable Throwable cause) {
        return switch (cause) {
            case SocketException _, HttpClosedException _, ClosedConnectionException _ -> true;
            case PgException refused -> isTransientState(refused.getSqlState());
            case SQLException refused ->
                isTransientState(refused.getSQLState()); // what Hibernate Reactive makes of a PgException
            case null -> false;
            default -> String.valueOf(cause.getMessage()).startsWith(INACTIVE_CONNECTION);
        };
    }

    private static boolean isTransientState(@Nullable String state) {
        return state != null && STATES.stream().anyMatch(state::startsWith);
    }
}
