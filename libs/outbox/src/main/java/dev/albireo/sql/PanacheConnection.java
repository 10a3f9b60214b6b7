package dev.albireo.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.pool.impl.SqlClientConnection;

/**
 * SQL on the PostgreSQL client's connection of a Hibernate session. The session is flushed before each statement, as Hibernate does before a
 * native query, so that the statement sees the changes of its entities. An error of the database is one of Hibernate, as for entities.
 */
record PanacheConnection(Mutiny.Session session) implements Tx {
    @Override
    public Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return flushed(connection -> connection.preparedQuery(sql, parameters.getDelegate()))
                .map(rows -> RowSet.newInstance(rows, Row.__TYPE_ARG));
    }

    @Override
    public Uni<Void> executeBatch(String sql, List<Tuple> parameters) {
        return flushed(connection -> connection.preparedQueryBatch(
                        sql, parameters.stream().map(Tuple::getDelegate).toList()))
                .replaceWithVoid();
    }

    private <T> Uni<T> flushed(Function<SqlClientConnection, CompletionStage<T>> statement) {
        return session.flush().chain(() -> Uni.createFrom().completionStage(() -> statement.apply(connection())));
    }

    /** Returns the connection below a {@code BatchingConnection}, which delays statements until the session is flushed. */
    private SqlClientConnection connection() {
        ReactiveConnection connection =
                ((MutinySessionImpl) session).getReactiveConnection().withBatchSize(1);
        if (!connection.isTransactionInProgress()) {
            throw new IllegalStateException("the session has no transaction");
        }
        if (connection instanceof SqlClientConnection ofClient) {
            return ofClient;
        }
        throw new IllegalStateException("not a connection of the PostgreSQL client: " + connection.getClass());
    }
}
