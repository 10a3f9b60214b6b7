package dev.albireo.webhooks.otp;

import dev.albireo.events.AuthConfigEvent.AuthConfigChanged;
import dev.albireo.events.AuthConfigEvent.AuthConfigDeleted;
import dev.albireo.events.Event;
import dev.albireo.events.OtpDeliveryRequested;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** Stores the events of {@code credentials} about codes and endpoints, which may arrive in any order. */
@ApplicationScoped
class OtpConsumer implements EventHandler {
    private final OtpDeliveryStore deliveries;
    private final EndpointStore endpoints;
    private final OtpDelivery delivery;
    private final Clock clock;

    OtpConsumer(OtpDeliveryStore deliveries, EndpointStore endpoints, OtpDelivery delivery, Clock clock) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.OTP, Topic.AUTH_CONFIG);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return apply(received.event()).invoke(delivery::wakeUp);
    }

    Uni<Void> apply(Event event) {
        Instant now = clock.instant();
        return switch (event) {
            case OtpDeliveryRequested request -> deliveries.add(request, now);
            case AuthConfigChanged changed -> endpoints.apply(changed.config(), now);
            case AuthConfigDeleted deleted -> endpoints.apply(deleted, now);
            default -> Uni.createFrom().voidItem();
        };
    }
}
