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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Receives the events of a service. Drops an event that does not verify, with a WARN line and a count; skips a type of a newer release;
 * hands every other event to the handler until it succeeds, so that no event is lost while a database is unavailable. An event that the
 * handler cannot process goes to the dead-letter topic after some attempts, and its partition continues. A dead letter that is replayed is
 * handed to the handler again, once.
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
    private final KafkaTracing traces;
    private final Clock clock;
    private final int tries;
    private final String service;

    Inbox(
            EventSignatures signatures,
            EventMac mac,
            ObjectMapper json,
            DeadLetters deadLetters,
            EventMeters meters,
            KafkaTracing traces,
            EventConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.signatures = signatures;
        this.mac = mac;
        this.json = json;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.tries = Math.max(2, config.tries());
        this.service = EventSignatures.service(application);
    }

    /**
     * Hands a verified event to the handler until the handler succeeds, or has failed too often for a permanent reason. The handler must be
     * idempotent: by the event's id, or by the version of its content.
     */
    public Uni<Void> apply(ConsumerRecord<String, byte[]> record, Function<ReceivedMessage, Uni<Void>> handler) {
        Optional<ReceivedMessage> received = open(record);
        if (received.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return attempt(record, () -> handler.apply(received.get()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(tries - 1L)
                .onFailure()
                .recoverWithUni(
                        failure -> giveUp(DeadLetter.of(record, service, cause(failure), tries, clock.instant())));
    }

    /**
     * Hands a dead letter of this service to the handler once more, and reports the outcome on the dead-letter topic. It is verified like
     * an event that arrives on its own topic.
     */
    Uni<Void> replay(DeadLetter letter, Function<ReceivedMessage, Uni<Void>> handler) {
        ConsumerRecord<String, byte[]> record = letter.original();
        return open(record)
                .map(received -> attempt(record, () -> handler.apply(received))
                        .map(done -> Optional.<Throwable>empty())
                        .onFailure()
                        .recoverWithItem(Optional::of)
                        .chain(failure -> failure.map(cause -> giveUp(letter.failedAgain(cause, clock.instant())))
                                .orElseGet(() -> resolve(letter))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Hands a record of the dead-letter topic to the handler. It cannot become a dead letter itself: what the handler cannot process is
     * dropped, with an ERROR line and a count.
     */
    public Uni<Void> applyLetter(
            ConsumerRecord<String, byte[]> record, Function<ConsumerRecord<String, byte[]>, Uni<Void>> handler) {
        return attempt(record, () -> handler.apply(record))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(tries - 1L)
                .onFailure()
                .invoke(failure -> {
                    LOG.errorf("dead letter not listed id=%s cause=%s", id(record), cause(failure));
                    meters.dropped(record.topic());
                })
                .onFailure()
                .recoverWithNull();
    }

    /** Fails for a permanent reason only: while a database or a service is unavailable, attempts continue. */
    private Uni<Void> attempt(ConsumerRecord<String, byte[]> record, Supplier<Uni<Void>> handling) {
        return onThisContext(() -> traces.applying(record.topic(), record.headers(), handling))
                .invoke(done -> meters.applied(record.topic()))
                .onFailure()
                .invoke(failure -> meters.retried(record.topic()))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event not applied topic=%s id=%s cause=%s", record.topic(), id(record), failure.toString()))
                .onFailure(DependencyOutage::explains)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    /**
     * Sends the event to the dead-letter topic. A broker that accepts no dead letters stops the partition, so that the event is not lost.
     */
    private Uni<Void> giveUp(DeadLetter letter) {
        return untilAcknowledged(letter, () -> deadLetters.put(letter)).invoke(() -> {
            LOG.errorf(
                    "event given up topic=%s position=%s id=%s attempts=%d cause=%s",
                    letter.topic(), letter.position(), letter.id(), letter.attempts(), letter.cause());
            meters.dead(letter.topic());
        });
    }

    private Uni<Void> resolve(DeadLetter letter) {
        return untilAcknowledged(letter, () -> deadLetters.resolve(letter)).invoke(() -> {
            LOG.infof("event replayed topic=%s position=%s id=%s", letter.topic(), letter.position(), letter.id());
            meters.replayed(letter.topic());
        });
    }

    private static Uni<Void> untilAcknowledged(DeadLetter letter, Supplier<Uni<Void>> sending) {
        return Uni.createFrom()
                .deferred(sending::get)
                .onFailure()
                .invoke(away -> LOG.warnf("dead letter not written topic=%s cause=%s", letter.topic(), away))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    /** A retry that ends wraps the failure of the last attempt. */
    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }

    /** Starts each attempt on the context of the first one, because Hibernate Reactive requires it. */
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

    private Optional<ReceivedMessage> open(ConsumerRecord<String, byte[]> record) {
        Signed event = signed(record);
        if (!Topic.mayWrite(record.topic(), event.source()) || !isGenuine(record, event)) {
            return dropped(record, "signature");
        }
        return EventTypes.byType(event.type()).flatMap(known -> parse(record, event, known));
    }

    private static Signed signed(ConsumerRecord<String, byte[]> record) {
        return new Signed(
                header(record, CloudEventHeaders.SOURCE),
                header(record, CloudEventHeaders.ID),
                header(record, CloudEventHeaders.TYPE),
                header(record, CloudEventHeaders.TIME),
                record.topic(),
                record.key() == null ? "" : record.key(),
                record.value() == null ? new byte[0] : record.value());
    }

    /**
     * Returns whether the event is authentic: a signature that is present must verify; a MAC counts only without a signature, and only
     * during an upgrade.
     */
    private boolean isGenuine(ConsumerRecord<String, byte[]> record, Signed event) {
        return CloudEventHeaders.text(record.headers(), CloudEventHeaders.SIGNATURE)
                .map(signature -> signatures.genuine(event, signature))
                .orElseGet(() -> mac.genuine(event, header(record, CloudEventHeaders.MAC)));
    }

    private Optional<ReceivedMessage> parse(
            ConsumerRecord<String, byte[]> record, Signed signed, Class<? extends Event> type) {
        try {
            Event event = json.readValue(signed.data(), type);
            return Optional.of(new ReceivedMessage(signed.id(), Instant.parse(signed.time()), event));
        } catch (IOException | RuntimeException e) {
            return dropped(record, "unreadable");
        }
    }

    private Optional<ReceivedMessage> dropped(ConsumerRecord<String, byte[]> record, String why) {
        LOG.warnf(
                "event dropped topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), why);
        meters.dropped(record.topic());
        return Optional.empty();
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return header(record, CloudEventHeaders.ID);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return CloudEventHeaders.text(record.headers(), name).orElse("");
    }
}
