package dev.albireo.credentials.restore;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Accesses the restore_task table, in the caller's Panache transaction. */
@ApplicationScoped
class RestoreTaskStore {
    private static final String BEGIN = """
            INSERT INTO restore_task (kind, at, begun_at, stage, told) VALUES ($1, $2, $3, 'USERS', $4)
            ON CONFLICT (kind, at) DO NOTHING
            """;
    /** The first transaction takes as long as there are rows, and a concurrent caller waits for each. */
    private static final String WITHOUT_DEADLINE =
            "SELECT set_config('statement_timeout', '0', true), set_config('transaction_timeout', '0', true)";

    private static final String OPEN = """
            SELECT stage, told FROM restore_task
             WHERE kind = $1 AND at = $2 AND stage <> 'DONE'
               FOR UPDATE
            """;
    private static final String ADVANCE = "UPDATE restore_task SET stage = $3, told = $4 WHERE kind = $1 AND at = $2";
    static final UUID BEFORE_ALL = new UUID(0, 0);

    /** The progress of a task. */
    record RestoreProgress(Stage stage, UUID last) {}

    /** The published states, in this order. */
    enum Stage {
        USERS,
        SESSIONS,
        AUTH_CONFIGS,
        DONE
    }

    /** Returns whether the task begins for the first time. A concurrent caller waits for the first one's transaction. */
    Uni<Boolean> begin(RestoreTask task, Instant now) {
        return transaction()
                .chain(tx -> tx.execute(BEGIN, SqlParameters.of(task.kind().name(), task.at(), now, BEFORE_ALL)))
                .map(Rows::one);
    }

    private static Uni<Tx> transaction() {
        return Panache.getSession().map(Tx::of).call(tx -> tx.execute(WITHOUT_DEADLINE));
    }

    /** Returns the progress, locked until the transaction ends; empty when the task is done. A concurrent caller waits for the lock. */
    Uni<Optional<RestoreProgress>> open(RestoreTask task) {
        return transaction()
                .chain(tx -> tx.execute(OPEN, SqlParameters.of(task.kind().name(), task.at())))
                .map(rows -> Rows.first(rows, RestoreTaskStore::progress));
    }

    Uni<Void> advance(RestoreTask task, RestoreProgress progress) {
        return Panache.getSession()
                .chain(session -> Tx.of(session)
                        .execute(
                                ADVANCE,
                                SqlParameters.of(
                                        task.kind().name(),
                                        task.at(),
                                        progress.stage().name(),
                                        progress.last())))
                .replaceWithVoid();
    }

    private static RestoreProgress progress(Row row) {
        return new RestoreProgress(Stage.valueOf(row.getString("stage")), row.getUUID("told"));
    }
}
