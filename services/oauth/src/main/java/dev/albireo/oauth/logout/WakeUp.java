package dev.albireo.oauth.logout;

import dev.albireo.outbox.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Says when to look for clients that are to be told: at once when Postgres tells of an end, and every second for those that are told again. */
@ApplicationScoped
class WakeUp {
    private final TellClients tell;

    WakeUp(TellClients tell) {
        this.tell = tell;
    }

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen("logout_delivery", ended -> tell.due());
    }

    /** Does not wait for clients that are slow. */
    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> now() {
        return tell.due();
    }
}
