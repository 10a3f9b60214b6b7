package dev.albireo.sql;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.reactive.datasource.runtime.ConnectOptionsSupplier;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgPool;
import jakarta.inject.Singleton;

/**
 * Creates the pool of requests. Its connections keep every statement prepared under a name; by default the client gives none to statements of
 * more than 2,048 characters, which PostgreSQL then plans at each use, and which fail behind a pooler in transaction mode (docs/scaling.md).
 */
@Singleton
@Unremovable
@SuppressWarnings("deprecation") // of PgPool, which Quarkus requires of the interface
class NamedStatementPool implements PgPoolCreator {
    private final CredentialsProvider credentials;

    NamedStatementPool(CredentialsProvider credentials) {
        this.credentials = credentials;
    }

    @Override
    public PgPool create(Input input) {
        return PgPool.pool(
                input.vertx(),
                new ConnectOptionsSupplier<>(
                        credentials, "database", input.pgConnectOptionsList(), NamedStatementPool::naming),
                input.poolOptions());
    }

    private static PgConnectOptions naming(PgConnectOptions options) {
        PgConnectOptions naming = new PgConnectOptions(options);
        naming.setPreparedStatementCacheSqlFilter(sql -> true);
        return naming;
    }
}
