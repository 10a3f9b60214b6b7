package dev.albireo.webhooks.mail;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends mails that are due every second, for repetitions; {@link MailConsumer} does when a request arrives. */
@ApplicationScoped
class MailDeliveryScheduler {
    private final MailDelivery delivery;

    MailDeliveryScheduler(MailDelivery delivery) {
        this.delivery = delivery;
    }

    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> now() {
        return delivery.due();
    }
}
