package dev.albireo.oauth.logout;

import dev.albireo.outbox.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Triggers notifications: at once when PostgreSQL notifies of the end of a session, and every second for repetitions. */
@ApplicationScoped
class LogoutDeliveryScheduler {
    private final BackChannelLogout backChannelLogout;

    LogoutDeliveryScheduler(BackChannelLogout backChannelLogout) {
        this.backChannelLogout = backChannelLogout;
    }

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen(
                "logout_delivery", ended -> Uni.createFrom().voidItem().invoke(backChannelLogout::wakeUp));
    }

    /** Does not wait for slow clients. */
    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> now() {
        return backChannelLogout.due();
    }
}
