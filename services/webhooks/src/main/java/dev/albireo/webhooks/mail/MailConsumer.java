package dev.albireo.webhooks.mail;

import dev.albireo.events.MailRequested;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.Inbox;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores the mails that {@code credentials} requests. */
@ApplicationScoped
class MailConsumer implements EventHandler {
    private final Inbox inbox;
    private final MailDeliveryStore mails;
    private final MailDelivery delivery;
    private final Clock clock;

    MailConsumer(Inbox inbox, MailDeliveryStore mails, MailDelivery delivery, Clock clock) {
        this.inbox = inbox;
        this.mails = mails;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Incoming("mail")
    Uni<Void> onMail(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::handle);
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
