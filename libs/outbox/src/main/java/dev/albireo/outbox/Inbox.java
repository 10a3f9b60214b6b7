package dev.albireo.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.Event;
import dev.albireo.events.EventTypes;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventSignatures.Signed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * How events enter a service. What does not verify is dropped, with a WARN line and a count; a type of a newer release is skipped;
 * everything else is handed on until the handler succeeds, so that a database that is away loses nothing. What the handler cannot take goes
 * to the dead-letter topic after some tries, and its partition goes on.
 */
@Singleton
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EventSignatures signatures;
    private final EventMac mac;
    private final ObjectMapper json;
    private final DeadLetters deadLetters;
    private final EventMeters meters;
    private final Traces traces;
    private final int tries;

    Inbox(
            EventSignatures signatures,
            EventMac mac,
            ObjectMapper json,
            DeadLetters deadLetters,
            EventMeters meters,
            Traces traces,
            EventConfig config) {
        this.signatures = signatures;
        this.mac = mac;
        this.json = json;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.traces = traces;
        this.tries = Math.max(2, config.tries());
    }

    /**
     * Hands a genuine event to the handler until it succeeds, or has failed too often for a reason that waiting does not help against. The handler must be idempotent: by the event's
     * id, or by the version of what it carries.
     */
    public Uni<Void> apply(ConsumerRecord<String, byte[]> record, Function<Received, Uni<Void>> handler) {
        Optional<Received> received = open(record);
        if (received.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return onThisContext(
                        () -> traces.applying(record.topic(), record.headers(), () -> handler.apply(received.get())))
                .invoke(done -> meters.applied(record.topic()))
                .onFailure()
                .invoke(failure -> meters.retried(record.topic()))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "An event could not be applied yet. topic=%s id=%s cause=%s",
                        record.topic(), received.get().id(), failure.toString()))
                .onFailure(Outage::explains)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(tries - 1L)
                .onFailure()
                .recoverWithUni(failure -> givenUp(record, failure));
    }

    /** A broker that takes no dead letters holds the partition up, so that the event is not lost. */
    private Uni<Void> givenUp(ConsumerRecord<String, byte[]> record, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return Uni.createFrom()
                .deferred(() -> deadLetters.put(record, cause))
                .onFailure()
                .invoke(away -> LOG.warnf("dead letter not written topic=%s cause=%s", record.topic(), away))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(() -> {
                    LOG.errorf(
                            "event given up topic=%s partition=%d offset=%d id=%s cause=%s",
                            record.topic(), record.partition(), record.offset(), header(record, Headers.ID), cause);
                    meters.dead(record.topic());
                });
    }

    /** Each try starts on the context of the first: Hibernate Reactive works on no other. */
    private static Uni<Void> onThisContext(Supplier<Uni<Void>> work) {
        Context context = Vertx.currentContext();
        return Uni.createFrom().emitter(emitter -> {
            Runnable run = () -> {
                var _ = work.get().subscribe().with(emitter::complete, emitter::fail);
            };
            if (context == null) {
                run.run();
            } else {
                context.runOnContext(unused -> run.run());
            }
        });
    }

    private Optional<Received> open(ConsumerRecord<String, byte[]> record) {
        Signed event = signed(record);
        if (!Topic.mayWrite(record.topic(), event.source()) || !isGenuine(record, event)) {
            return dropped(record, "its signature does not verify");
        }
        return EventTypes.byType(event.type()).flatMap(known -> parse(record, event, known));
    }

    private static Signed signed(ConsumerRecord<String, byte[]> record) {
        return new Signed(
                header(record, Headers.SOURCE),
                header(record, Headers.ID),
                header(record, Headers.TYPE),
                header(record, Headers.TIME),
                record.topic(),
                record.key() == null ? "" : record.key(),
                record.value() == null ? new byte[0] : record.value());
    }

    /** A signature that is there must verify; a MAC counts only where there is none, and only while an upgrade lasts. */
    private boolean isGenuine(ConsumerRecord<String, byte[]> record, Signed event) {
        return Headers.text(record.headers(), Headers.SIGNATURE)
                .map(signature -> signatures.genuine(event, signature))
                .orElseGet(() -> mac.genuine(event, header(record, Headers.MAC)));
    }

    private Optional<Received> parse(
            ConsumerRecord<String, byte[]> record, Signed signed, Class<? extends Event> type) {
        try {
            Event event = json.readValue(signed.data(), type);
            return Optional.of(new Received(signed.id(), Instant.parse(signed.time()), event));
        } catch (IOException | RuntimeException e) {
            return dropped(record, "it cannot be read");
        }
    }

    private Optional<Received> dropped(ConsumerRecord<String, byte[]> record, String why) {
        LOG.warnf(
                "An event was dropped because %s. topic=%s partition=%d offset=%d",
                why, record.topic(), record.partition(), record.offset());
        meters.dropped(record.topic());
        return Optional.empty();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return Headers.text(record.headers(), name).orElse("");
    }
}
