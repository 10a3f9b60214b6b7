package dev.albireo.credentials.delivery;

import dev.albireo.events.OtpResultEvent;
import dev.albireo.events.OtpResultEvent.OtpDelivered;
import dev.albireo.events.OtpResultEvent.OtpDeliveryFailed;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Records the results of the webhooks service, for the page that waits. */
@ApplicationScoped
class OtpResultConsumer implements EventHandler {
    private final DeliveredCodeStore store;

    OtpResultConsumer(DeliveredCodeStore store) {
        this.store = store;
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.OTP_RESULT);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return received.event() instanceof OtpResultEvent result
                ? note(result)
                : Uni.createFrom().voidItem();
    }

    Uni<Void> note(OtpResultEvent result) {
        DeliveryState state = switch (result) {
            case OtpDelivered delivered -> DeliveryState.DELIVERED;
            case OtpDeliveryFailed failed -> failed.last() ? DeliveryState.FAILED : DeliveryState.TRYING;
        };
        return id(result)
                .map(id -> store.result(id, state))
                .orElse(Uni.createFrom().voidItem());
    }

    /** An id that was not issued here must not be queried repeatedly. */
    private static Optional<UUID> id(OtpResultEvent result) {
        try {
            return Optional.of(UUID.fromString(result.requestId()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
