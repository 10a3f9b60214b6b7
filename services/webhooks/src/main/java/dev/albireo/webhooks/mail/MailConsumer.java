package dev.albireo.webhooks.mail;

import dev.albireo.events.MailRequested;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/** Stores the mails that {@code credentials} requests. */
@ApplicationScoped
class MailConsumer implements EventHandler {
    private final MailDeliveryStore mails;
    private final MailDelivery delivery;
    private final Clock clock;

    MailConsumer(MailDeliveryStore mails, MailDelivery delivery, Clock clock) {
        this.mails = mails;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.MAIL);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return received.event() instanceof MailRequested request
                ? mails.add(request, clock.instant()).invoke(delivery::wakeUp)
                : Uni.createFrom().voidItem();
    }
}
