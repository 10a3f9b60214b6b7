package dev.albireo.webhooks.otp;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;

/** Says when to look for codes that are due: at once when something came, and every second for those that are tried again. */
@ApplicationScoped
class WakeUp {
    private static final String DUE = "otp-due";
    private final EventBus bus;
    private final DeliverCodes deliver;

    WakeUp(EventBus bus, DeliverCodes deliver) {
        this.bus = bus;
        this.deliver = deliver;
    }

    /** Whoever calls does not wait for what is delivered. */
    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void now() {
        bus.send(DUE, "");
    }

    @ConsumeEvent(DUE)
    Uni<Void> due(String nothing) {
        return deliver.due();
    }
}
