package dev.albireo.outbox;

import dev.albireo.events.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends events that a service cannot process to the dead-letter topic, and from there back to the service. */
@Singleton
public class DeadLetters {
    private final Function<Message<byte[]>, Uni<Void>> send;

    @Inject
    DeadLetters(Publisher publisher) {
        this(publisher::send);
    }

    DeadLetters(Function<Message<byte[]>, Uni<Void>> send) {
        this.send = send;
    }

    /** Completes when the broker has acknowledged the letter. */
    Uni<Void> put(DeadLetter deadLetter) {
        return send.apply(deadLetter.message(Topic.DEAD_LETTER));
    }

    /** Reports on the dead-letter topic that the service has processed the letter after all. */
    Uni<Void> resolve(DeadLetter deadLetter) {
        return send.apply(deadLetter.resolution());
    }

    /** Asks the service of the letter to process it again; completes when the broker has acknowledged the request. */
    public Uni<Void> replay(DeadLetter deadLetter) {
        return send.apply(deadLetter.message(Topic.REPLAY));
    }
}
