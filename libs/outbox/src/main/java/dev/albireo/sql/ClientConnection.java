package dev.albireo.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** SQL on a connection of the PostgreSQL client. */
record ClientConnection(SqlClient connection) implements Tx {
    @Override
    public Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    @Override
    public Uni<Void> executeBatch(String sql, List<Tuple> parameters) {
        return connection.preparedQuery(sql).executeBatch(parameters).replaceWithVoid();
    }
}
