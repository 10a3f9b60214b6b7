package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Tx;
import dev.albireo.web.IdGenerator;
import dev.albireo.webhooks.ssf.SsfDeliveryStore.NewSet;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes the status of streams, with the audit event in the same transaction and, where no receiver has requested it, the stream-updated
 * event (Shared Signals Framework 1.0 section 8.1.5). What a stream holds is dropped when it is disabled.
 */
@ApplicationScoped
class StreamStatusChanges {
    private static final String SERVICE = "service:webhooks";

    private final SsfStreamStore streams;
    private final SsfDeliveryStore deliveries;
    private final SsfConfig config;
    private final Outbox outbox;
    private final Audit audit;
    private final IdGenerator ids;
    private final Clock clock;

    StreamStatusChanges(
            SsfStreamStore streams,
            SsfDeliveryStore deliveries,
            SsfConfig config,
            Outbox outbox,
            Audit audit,
            IdGenerator ids,
            Clock clock) {
        this.streams = streams;
        this.deliveries = deliveries;
        this.config = config;
        this.outbox = outbox;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** Changes the status of a stream that the transaction has locked, as its receiver requests: the response tells it. */
    Uni<Void> requested(Tx tx, EventStream stream, StreamStatus status, Optional<String> reason, String actor) {
        return stream.status() == status
                ? streams.setStatus(tx, stream.id(), status, reason, clock.instant())
                : recorded(tx, stream, status, reason, actor)
                        .chain(() -> status == StreamStatus.DISABLED
                                ? deliveries.drop(tx, stream.id())
                                : Uni.createFrom().voidItem());
    }

    /** Pauses a stream that the transaction has locked, without a request of its receiver, which is told. */
    private Uni<Void> paused(Tx tx, EventStream stream, String reason) {
        Instant now = clock.instant();
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("status", StreamStatus.PAUSED.word())
                .put("reason", reason);
        return recorded(tx, stream, StreamStatus.PAUSED, Optional.of(reason), SERVICE)
                .chain(() -> deliveries.add(
                        tx,
                        List.of(new NewSet(
                                stream.id(), ofStream(SsfEventType.STREAM_UPDATED, stream.id(), content, now))),
                        now));
    }

    private Uni<Void> recorded(Tx tx, EventStream stream, StreamStatus status, Optional<String> reason, String actor) {
        return streams.setStatus(tx, stream.id(), status, reason, clock.instant())
                .chain(() -> outbox.append(
                        tx,
                        audit.success(
                                actor,
                                AuditAction.SSF_STREAM_STATUS,
                                stream.client(),
                                Map.of("stream", stream.id().toString(), "status", status.word()),
                                null)));
    }

    /** Returns an event about a stream, whose {@code sub_id} is the stream (sections 8.1.4 and 8.1.5). */
    SignalledFact ofStream(SsfEventType type, UUID stream, ObjectNode content, Instant now) {
        ObjectNode subject =
                JsonNodeFactory.instance.objectNode().put("format", "opaque").put("id", stream.toString());
        return new SignalledFact(ids.next().toString(), type, stream.toString(), subject, content, now);
    }

    /** Pauses the stream of a receiver that has answered with the status 410, and that is therefore not told. */
    Uni<Void> receiverGone(UUID stream) {
        return streams.write(tx -> streams.enabledLocked(tx, stream)
                .chain(found -> found.map(enabled -> recorded(
                                tx, enabled, StreamStatus.PAUSED, Optional.of("the receiver answered 410"), SERVICE))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /**
     * Pauses the streams of receivers that have been inactive for too long (section 8.1.1, {@code inactivity_timeout}); an hour later,
     * because the last request is known to the hour.
     */
    @Scheduled(every = "60s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> pauseInactive() {
        Instant then = clock.instant().minus(config.inactivityTimeout()).minus(Duration.ofHours(1));
        return streams.write(tx -> streams.inactiveSince(tx, then)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(
                        stream -> paused(tx, stream, "the receiver made no request within the inactivity timeout"))
                .collect()
                .last()
                .replaceWithVoid());
    }
}
