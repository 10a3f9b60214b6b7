package dev.albireo.webhooks.event;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Triggers the delivery of events that are due every second, for repetitions; {@link EventConsumer} triggers it when events arrive. */
@ApplicationScoped
class WebhookDeliveryScheduler {
    private final WebhookDelivery delivery;

    WebhookDeliveryScheduler(WebhookDelivery delivery) {
        this.delivery = delivery;
    }

    /** Does not wait for slow receivers. */
    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> now() {
        return delivery.due();
    }
}
