package dev.albireo.credentials.restore;

import dev.albireo.credentials.authconfig.RepublishAuthConfigs;
import dev.albireo.credentials.group.RepublishGroups;
import dev.albireo.credentials.restore.RestoreTask.RestoreAction;
import dev.albireo.credentials.restore.RestoreTaskStore.RestoreProgress;
import dev.albireo.credentials.restore.RestoreTaskStore.Stage;
import dev.albireo.credentials.session.EndAllSessions;
import dev.albireo.credentials.user.Users;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs the tasks of {@link SessionRestoreConfig}, before this replica accepts requests. Versions advance by more than the lost days may have used,
 * because consumers that have events of those days would ignore what follows as old. Then the states are published page by page; any number
 * of replicas may share the work.
 */
@ApplicationScoped
class SessionRestoreRecovery {
    /** More changes than any account has between a backup and its restore. */
    private static final int LEAP = 1_000_000;

    private static final int PAGE = 500;
    private static final int FIRST = 100;

    private final SessionRestoreConfig config;
    private final RestoreTaskStore store;
    private final Users users;
    private final EndAllSessions sessions;
    private final RepublishAuthConfigs authConfigs;
    private final RepublishGroups groups;
    private final Clock clock;

    SessionRestoreRecovery(
            SessionRestoreConfig config,
            RestoreTaskStore store,
            Users users,
            EndAllSessions sessions,
            RepublishAuthConfigs authConfigs,
            RepublishGroups groups,
            Clock clock) {
        this.config = config;
        this.store = store;
        this.users = users;
        this.sessions = sessions;
        this.authConfigs = authConfigs;
        this.groups = groups;
        this.clock = clock;
    }

    void onStart(@Observes @Priority(FIRST) StartupEvent started) throws Throwable {
        start(config.at(), RestoreAction.RESTORED);
        start(config.tellAgain(), RestoreAction.TELL_AGAIN);
    }

    private void start(Optional<Instant> at, RestoreAction kind) throws Throwable {
        if (at.isPresent()) {
            RestoreTask task = new RestoreTask(kind, at.get().truncatedTo(ChronoUnit.MILLIS));
            VertxContextSupport.subscribeAndAwait(() -> carryOut(task));
        }
    }

    /** Completes when the task is done, now or before. */
    Uni<Void> carryOut(RestoreTask task) {
        return begin(task)
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> step(task))
                        .whilst(more -> more)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> begin(RestoreTask task) {
        return Panache.withTransaction(() -> store.begin(task, clock.instant())
                        .call(first -> first && task.kind() == RestoreAction.RESTORED ? reset(task) : nothing()))
                .invoke(first -> {
                    if (first) {
                        Log.warnf("restore recovery finished kind=%s at=%s", task.kind(), task.at());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> reset(RestoreTask task) {
        return users.advanceVersions(LEAP)
                .chain(() -> authConfigs.advanceVersions(LEAP))
                .chain(() -> groups.advanceVersions(LEAP))
                .chain(() -> sessions.end(task.at(), LEAP));
    }

    /** Publishes one page; false when there is none left. */
    private Uni<Boolean> step(RestoreTask task) {
        return Panache.withTransaction(() -> store.open(task)
                .chain(open -> open.map(progress -> republish(task, progress)
                                .chain(next -> store.advance(task, next).replaceWith(next.stage() != Stage.DONE)))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<RestoreProgress> republish(RestoreTask task, RestoreProgress progress) {
        return switch (progress.stage()) {
            case USERS -> users.republish(progress.last(), PAGE).map(last -> next(progress, last, Stage.SESSIONS));
            case SESSIONS ->
                sessions.republish(task.at(), progress.last(), PAGE)
                        .map(last -> next(progress, last, Stage.AUTH_CONFIGS));
            case AUTH_CONFIGS ->
                authConfigs.all().chain(groups::all).map(ignored -> next(progress, Optional.empty(), Stage.DONE));
            case DONE -> Uni.createFrom().item(progress);
        };
    }

    private static RestoreProgress next(RestoreProgress progress, Optional<UUID> last, Stage after) {
        return last.map(id -> new RestoreProgress(progress.stage(), id))
                .orElseGet(() -> new RestoreProgress(after, RestoreTaskStore.BEFORE_ALL));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
