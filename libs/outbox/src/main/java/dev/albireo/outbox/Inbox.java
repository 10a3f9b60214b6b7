package dev.albireo.outbox;

import dev.albireo.outbox.EventReader.ReadResult;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Receives the events of a service. Drops an event that does not verify, with a WARN line and a count; skips a type of a newer release;
 * hands every other event to the handler until it succeeds, so that no event is lost while a database is unavailable. An event that the
 * handler cannot process goes to the dead-letter topic after some attempts, an authentic one that cannot be parsed at once, and its
 * partition continues. A dead letter that is replayed is
 * passed to the handler again, once.
 */
@Singleton
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration INITIAL_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    private final EventReader events;
    private final DeadLetters deadLetters;
    private final EventMeters meters;
    private final KafkaTracing traces;
    private final Clock clock;
    private final int tries;
    private final String service;

    Inbox(
            EventReader events,
            DeadLetters deadLetters,
            EventMeters meters,
            KafkaTracing traces,
            EventConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.events = events;
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
        return switch (events.read(record)) {
            case ReadResult.Readable(ReceivedMessage message) -> apply(record, message, handler);
            case ReadResult.Unreadable(String cause) ->
                giveUp(DeadLetter.of(record, service, cause, 1, clock.instant()));
            case ReadResult.UnknownType() -> Uni.createFrom().voidItem();
            case ReadResult.NotAuthentic() -> dropped(record);
        };
    }

    /**
     * Hands the verified events of a batch to the handler together. Where they cannot be processed so, for whatever reason, each is handed to
     * it in its turn, as {@link #apply} does, so that one that cannot be processed stops no other.
     */
    public Uni<Void> applyAll(List<ConsumerRecord<String, byte[]>> batch, EventHandler handler) {
        List<ConsumerRecord<String, byte[]>> readable = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> others = new ArrayList<>();
        List<ReceivedMessage> messages = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            if (events.read(record) instanceof ReadResult.Readable(ReceivedMessage message)) {
                readable.add(record);
                messages.add(message);
            } else {
                others.add(record);
            }
        }
        Uni<Void> handled = messages.size() < 2
                ? oneByOne(readable, handler)
                : onThisContext(() -> traces.applying(readable, () -> handler.handleAll(messages)))
                        .invoke(() -> readable.forEach(record -> meters.applied(record.topic())))
                        .onFailure()
                        .invoke(failure -> LOG.warnf(
                                "events not applied together topic=%s count=%d cause=%s",
                                readable.getFirst().topic(), messages.size(), failure.toString()))
                        .onFailure()
                        .recoverWithUni(() -> oneByOne(readable, handler));
        return handled.chain(() -> oneByOne(others, handler));
    }

    private Uni<Void> oneByOne(List<ConsumerRecord<String, byte[]>> records, EventHandler handler) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(record -> apply(record, handler::handle))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> apply(
            ConsumerRecord<String, byte[]> record,
            ReceivedMessage message,
            Function<ReceivedMessage, Uni<Void>> handler) {
        return attempt(record, () -> handler.apply(message))
                .onFailure()
                .retry()
                .withBackOff(INITIAL_BACKOFF, MAX_BACKOFF)
                .atMost(tries - 1L)
                .onFailure()
                .recoverWithUni(failure ->
                        giveUp(DeadLetter.of(record, service, cause(failure).toString(), tries, clock.instant())));
    }

    /**
     * Hands a dead letter of this service to the handler once more, and reports the outcome on the dead-letter topic. It is verified like
     * an event that arrives on its own topic.
     */
    Uni<Void> replay(DeadLetter deadLetter, Function<ReceivedMessage, Uni<Void>> handler) {
        ConsumerRecord<String, byte[]> record = deadLetter.original();
        return switch (events.read(record)) {
            case ReadResult.Readable(ReceivedMessage message) ->
                replay(deadLetter, record, () -> handler.apply(message));
            case ReadResult.Unreadable(String cause) -> giveUp(deadLetter.failedAgain(cause, clock.instant()));
            case ReadResult.UnknownType() -> Uni.createFrom().voidItem();
            case ReadResult.NotAuthentic() -> dropped(record);
        };
    }

    private Uni<Void> replay(
            DeadLetter deadLetter, ConsumerRecord<String, byte[]> record, Supplier<Uni<Void>> handling) {
        return attempt(record, handling)
                .map(done -> Optional.<String>empty())
                .onFailure()
                .recoverWithItem(failure -> Optional.of(failure.toString()))
                .chain(failure -> failure.map(cause -> giveUp(deadLetter.failedAgain(cause, clock.instant())))
                        .orElseGet(() -> resolve(deadLetter)));
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
                .withBackOff(INITIAL_BACKOFF, MAX_BACKOFF)
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
        return onThisContext(() -> traces.applying(List.of(record), handling))
                .invoke(done -> meters.applied(record.topic()))
                .onFailure()
                .invoke(failure -> meters.retried(record.topic()))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event not applied topic=%s id=%s cause=%s", record.topic(), id(record), failure.toString()))
                .onFailure(DependencyOutage::explains)
                .retry()
                .withBackOff(INITIAL_BACKOFF, MAX_BACKOFF)
                .indefinitely();
    }

    /**
     * Sends the event to the dead-letter topic. A broker that accepts no dead letters stops the partition, so that the event is not lost.
     */
    private Uni<Void> giveUp(DeadLetter deadLetter) {
        return untilAcknowledged(deadLetter, () -> deadLetters.put(deadLetter)).invoke(() -> {
            LOG.errorf(
                    "event given up topic=%s position=%s id=%s attempts=%d cause=%s",
                    deadLetter.topic(),
                    deadLetter.position(),
                    deadLetter.id(),
                    deadLetter.attempts(),
                    deadLetter.cause());
            meters.dead(deadLetter.topic());
        });
    }

    private Uni<Void> resolve(DeadLetter deadLetter) {
        return untilAcknowledged(deadLetter, () -> deadLetters.resolve(deadLetter))
                .invoke(() -> {
                    LOG.infof(
                            "event replayed topic=%s position=%s id=%s",
                            deadLetter.topic(), deadLetter.position(), deadLetter.id());
                    meters.replayed(deadLetter.topic());
                });
    }

    private static Uni<Void> untilAcknowledged(DeadLetter deadLetter, Supplier<Uni<Void>> sending) {
        return Uni.createFrom()
                .deferred(sending::get)
                .onFailure()
                .invoke(failure -> LOG.warnf("dead letter not written topic=%s cause=%s", deadLetter.topic(), failure))
                .onFailure()
                .retry()
                .withBackOff(INITIAL_BACKOFF, MAX_BACKOFF)
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

    private Uni<Void> dropped(ConsumerRecord<String, byte[]> record) {
        LOG.warnf(
                "event dropped topic=%s partition=%d offset=%d reason=signature",
                record.topic(), record.partition(), record.offset());
        meters.dropped(record.topic());
        return Uni.createFrom().voidItem();
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return header(record, CloudEventHeaders.ID);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return CloudEventHeaders.text(record.headers(), name).orElse("");
    }
}
