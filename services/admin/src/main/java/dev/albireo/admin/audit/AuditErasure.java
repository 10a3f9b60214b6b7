package dev.albireo.admin.audit;

import dev.albireo.housekeeping.HousekeepingTask;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Erases the records about and by users who were deleted {@link AuditConfig#eraseDeletedUsersAfter()} ago, where that is set. */
@Singleton
class AuditErasure implements HousekeepingTask {
    private static final Logger LOG = Logger.getLogger(AuditErasure.class);
    private static final int BATCH = 500;
    /** The users of one run; the next one goes on. */
    private static final int USERS = 200;

    private final AuditErasureStore store;
    private final AuditConfig config;

    AuditErasure(AuditErasureStore store, AuditConfig config) {
        this.store = store;
        this.config = config;
    }

    @Override
    public Uni<Void> run(Instant now) {
        return config.eraseDeletedUsersAfter()
                .map(after -> run(now.minus(after), USERS))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> run(Instant before, int users) {
        return store.next(before)
                .chain(found -> found.isEmpty() || users == 0
                        ? Uni.createFrom().voidItem()
                        : erase(found.get()).chain(() -> run(before, users - 1)));
    }

    private Uni<Void> erase(AuditErasureStore.DeletedUser user) {
        return store.erase(user, BATCH).chain(all -> {
            if (all) {
                LOG.infof("audit records of a deleted user erased event=%s", user.eventId());
                return Uni.createFrom().voidItem();
            }
            return erase(user);
        });
    }
}
