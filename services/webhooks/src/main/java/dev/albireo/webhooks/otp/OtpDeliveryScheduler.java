package dev.albireo.webhooks.otp;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;

/** Triggers the delivery of codes that are due: at once when a request arrives, and every second for repetitions. */
@ApplicationScoped
class OtpDeliveryScheduler {
    private static final String DUE = "otp-due";
    private final EventBus bus;
    private final OtpDelivery deliver;

    OtpDeliveryScheduler(EventBus bus, OtpDelivery deliver) {
        this.bus = bus;
        this.deliver = deliver;
    }

    /** Triggers a delivery; the caller does not wait for it. */
    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void now() {
        bus.send(DUE, "");
    }

    @ConsumeEvent(DUE)
    Uni<Void> due(String nothing) {
        return deliver.due();
    }
}
