package dev.albireo.webhooks.otp;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Triggers the delivery of codes that are due every second, for repetitions; {@link OtpConsumer} triggers it when a request arrives. */
@ApplicationScoped
class OtpDeliveryScheduler {
    private final OtpDelivery delivery;

    OtpDeliveryScheduler(OtpDelivery delivery) {
        this.delivery = delivery;
    }

    /** Does not wait for slow receivers. */
    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> now() {
        return delivery.due();
    }
}
