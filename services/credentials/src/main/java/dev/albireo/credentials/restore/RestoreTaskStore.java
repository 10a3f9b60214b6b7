package dev.albireo.credentials.restore;

import static java.time.ZoneOffset.UTC;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Accesses the restore_task table, in the caller's Panache transaction. */
@ApplicationScoped
class RestoreTaskStore {
    private static final String BEGIN = """
            INSERT INTO restore_task (kind, at, begun_at, stage, told) VALUES (?1, ?2, ?3, 'USERS', ?4)
            ON CONFLICT (kind, at) DO NOTHING
            """;
    /** The duration of the transaction is proportional to the number of rows. */
    private static final String WITHOUT_DEADLINE =
            "SELECT set_config('statement_timeout', '0', true) || set_config('transaction_timeout', '0', true)";

    private static final String OPEN = """
            SELECT stage || ' ' || told FROM restore_task
             WHERE kind = ?1 AND at = ?2 AND stage <> 'DONE'
               FOR UPDATE
            """;
    private static final String ADVANCE = "UPDATE restore_task SET stage = ?3, told = ?4 WHERE kind = ?1 AND at = ?2";
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
        return Panache.getSession()
                .call(session -> session.createNativeQuery(WITHOUT_DEADLINE, String.class)
                        .getSingleResult())
                .chain(session -> session.createNativeQuery(BEGIN)
                        .setParameter(1, task.kind().name())
                        .setParameter(2, task.at().atOffset(UTC))
                        .setParameter(3, now.atOffset(UTC))
                        .setParameter(4, BEFORE_ALL)
                        .executeUpdate())
                .map(count -> count == 1);
    }

    /** Returns the progress, locked until the transaction ends; empty when the task is done. */
    Uni<Optional<RestoreProgress>> open(RestoreTask task) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OPEN, String.class)
                        .setParameter(1, task.kind().name())
                        .setParameter(2, task.at().atOffset(UTC))
                        .getSingleResultOrNull())
                .map(found -> Optional.ofNullable(found).map(RestoreTaskStore::progress));
    }

    Uni<Void> advance(RestoreTask task, RestoreProgress progress) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADVANCE)
                        .setParameter(1, task.kind().name())
                        .setParameter(2, task.at().atOffset(UTC))
                        .setParameter(3, progress.stage().name())
                        .setParameter(4, progress.last())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static RestoreProgress progress(String text) {
        String[] parts = text.split(" ", 2);
        return new RestoreProgress(Stage.valueOf(parts[0]), UUID.fromString(parts[1]));
    }
}
