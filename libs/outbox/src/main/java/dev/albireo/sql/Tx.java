package dev.albireo.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A transaction in which SQL runs: that of a connection of the PostgreSQL client or, where a change concerns entities as well, that of their
 * Hibernate session. The caller commits it.
 */
public sealed interface Tx permits ClientConnection, PanacheConnection {
    /** Returns the transaction of this connection. */
    static Tx of(SqlClient connection) {
        return new ClientConnection(connection);
    }

    /** Returns the transaction of this session; SQL sees what the session has changed before. */
    static Tx of(Mutiny.Session session) {
        return new PanacheConnection(session);
    }

    /** Runs a statement with parameters $1, $2, …; fails as the transaction's owner reports an error of the database. */
    Uni<RowSet<Row>> execute(String sql, Tuple parameters);

    /** Runs a statement without parameters. */
    default Uni<RowSet<Row>> execute(String sql) {
        return execute(sql, Tuple.tuple());
    }

    /** Runs a statement once for each of these parameters, in this order. */
    Uni<Void> executeBatch(String sql, List<Tuple> parameters);
}
