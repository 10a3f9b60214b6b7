package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.EgressPolicy;
import dev.albireo.sql.Tx;
import dev.albireo.web.Fields;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import dev.albireo.webhooks.ssf.EventStream.TransmitterSettings;
import dev.albireo.webhooks.ssf.SsfDeliveryStore.NewSet;
import dev.albireo.webhooks.ssf.StreamConfiguration.RequestedStream;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver does with its stream (Shared Signals Framework 1.0 section 8.1): each change is one transaction with its audit event. A
 * stream of another receiver does not exist for it.
 */
@ApplicationScoped
class ManageStream {
    private static final int MAX_REASON = 500;
    private static final int MAX_STATE = 1_000;

    private final SsfStreamStore streams;
    private final SsfDeliveryStore deliveries;
    private final StreamStatusChanges changes;
    private final SetDelivery delivery;
    private final StreamSecrets secrets;
    private final EgressPolicy egress;
    private final TransmitterSettings settings;
    private final Outbox outbox;
    private final Audit audit;
    private final IdGenerator ids;
    private final Clock clock;

    ManageStream(
            SsfStreamStore streams,
            SsfDeliveryStore deliveries,
            StreamStatusChanges changes,
            SetDelivery delivery,
            StreamSecrets secrets,
            EgressPolicy egress,
            SsfEndpoints endpoints,
            SsfConfig config,
            Outbox outbox,
            Audit audit,
            IdGenerator ids,
            Clock clock) {
        this.streams = streams;
        this.deliveries = deliveries;
        this.changes = changes;
        this.delivery = delivery;
        this.secrets = secrets;
        this.egress = egress;
        this.settings =
                new TransmitterSettings(endpoints, config.minVerificationInterval(), config.inactivityTimeout());
        this.outbox = outbox;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** Creates the stream of a receiver; rejected with {@code CONFLICT} if it has one. */
    Uni<JsonNode> create(String client, @Nullable JsonNode body) {
        RequestedStream requested = StreamConfiguration.read(body);
        checkEgress(requested.configuration());
        UUID id = ids.next();
        EventStream stream = new EventStream(
                id,
                client,
                requested.configuration(),
                StreamStatus.ENABLED,
                Optional.empty(),
                requested.authorization().map(header -> secrets.encrypt(id, header)),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return streams.write(tx -> streams.add(tx, stream)
                .invoke(added -> {
                    if (!added) {
                        throw Problem.CONFLICT.because(
                                "the client has a stream already: read it, and update it or delete it");
                    }
                })
                .chain(() -> record(tx, stream, AuditAction.SSF_STREAM_CREATE))
                .map(recorded -> stream.toJson(settings)));
    }

    /** Returns the stream of this id, or without an id the list of all streams of the receiver. */
    Uni<JsonNode> read(String client, @Nullable String id) {
        return id == null
                ? streams.of(client).map(found -> {
                    var list = JsonNodeFactory.instance.arrayNode();
                    found.forEach(stream -> list.add(stream.toJson(settings)));
                    return list;
                })
                : find(client, id).map(stream -> stream.toJson(settings));
    }

    /** Replaces what the receiver supplied. */
    Uni<JsonNode> replace(String client, @Nullable JsonNode body) {
        RequestedStream requested = StreamConfiguration.read(body);
        return change(client, body, before -> requested);
    }

    /** Changes what the request names of what the receiver supplied. */
    Uni<JsonNode> update(String client, @Nullable JsonNode body) {
        return change(client, body, before -> before.configuration().patched(body));
    }

    private Uni<JsonNode> change(
            String client, @Nullable JsonNode body, Function<EventStream, RequestedStream> requested) {
        UUID id = id(body);
        return streams.write(tx -> streams.findLocked(tx, client, id)
                        .map(found -> found.orElseThrow(ManageStream::unknown))
                        .chain(before -> {
                            before.requireSuppliedAsIs(body, settings);
                            RequestedStream wanted = requested.apply(before);
                            checkEgress(wanted.configuration());
                            EventStream stream = new EventStream(
                                    before.id(),
                                    before.client(),
                                    wanted.configuration(),
                                    before.status(),
                                    before.reason(),
                                    authorization(before, wanted),
                                    before.createdAt());
                            return streams.change(tx, stream, clock.instant())
                                    .chain(() -> record(tx, stream, AuditAction.SSF_STREAM_CHANGE))
                                    .map(recorded -> (JsonNode) stream.toJson(settings));
                        }))
                .invoke(changed -> delivery.wakeUp());
    }

    /** A header that the request does not mention is kept, unless the events would go to another server, which must not learn it. */
    private Optional<EncryptedValue> authorization(EventStream before, RequestedStream wanted) {
        boolean keeps =
                !wanted.authorizationGiven() && before.configuration().hasSameReceiverAs(wanted.configuration());
        return keeps
                ? before.authorization()
                : wanted.authorization().map(header -> secrets.encrypt(before.id(), header));
    }

    /** Deletes the stream and what it has not delivered. */
    Uni<Void> delete(String client, @Nullable String id) {
        UUID stream = id(id);
        return streams.write(tx -> streams.findLocked(tx, client, stream)
                .map(found -> found.orElseThrow(ManageStream::unknown))
                .call(() -> streams.delete(tx, client, stream))
                .call(() -> deliveries.drop(tx, stream))
                .chain(found -> record(tx, found, AuditAction.SSF_STREAM_DELETE)));
    }

    /** Returns the status of the stream. */
    Uni<JsonNode> status(String client, @Nullable String id) {
        return find(client, String.valueOf(id(id))).map(EventStream::statusJson);
    }

    /** Changes the status of the stream, for the reason that the receiver gives. */
    Uni<JsonNode> changeStatus(String client, @Nullable JsonNode body) {
        UUID id = id(body);
        StreamStatus status = text(body, "status", MAX_REASON)
                .flatMap(StreamStatus::of)
                .orElseThrow(() -> Problem.BAD_REQUEST.because("status must be enabled, paused or disabled", "status"));
        Optional<String> reason = text(body, "reason", MAX_REASON);
        return streams.write(tx -> streams.findLocked(tx, client, id)
                        .map(found -> found.orElseThrow(ManageStream::unknown))
                        .call(stream -> changes.requested(tx, stream, status, reason, actor(client)))
                        .map(before -> (JsonNode) new EventStream(
                                        before.id(),
                                        before.client(),
                                        before.configuration(),
                                        status,
                                        reason,
                                        before.authorization(),
                                        before.createdAt())
                                .statusJson()))
                .invoke(changed -> delivery.wakeUp());
    }

    /** Sends a verification event with the state of the request (section 8.1.4.2); too soon after the last one it is refused. */
    Uni<Void> verify(String client, @Nullable JsonNode body) {
        UUID id = id(body);
        Optional<String> state = text(body, "state", MAX_STATE);
        Instant now = clock.instant();
        Duration interval = settings.minVerificationInterval();
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        state.ifPresent(text -> content.put("state", text));
        return streams.write(tx -> streams.findLocked(tx, client, id)
                        .map(found -> found.orElseThrow(ManageStream::unknown))
                        .invoke(ManageStream::requireTransmitting)
                        .chain(stream -> streams.verify(tx, id, now, interval))
                        .invoke(allowed -> {
                            if (!allowed) {
                                throw Problem.TOO_MANY_REQUESTS
                                        .because("the last verification was requested less than " + interval.toSeconds()
                                                + " seconds ago (min_verification_interval)")
                                        .after(interval);
                            }
                        })
                        .chain(() -> deliveries.add(
                                tx,
                                List.of(new NewSet(id, changes.ofStream(SsfEventType.VERIFICATION, id, content, now))),
                                now)))
                .invoke(delivery::wakeUp);
    }

    private static void requireTransmitting(EventStream stream) {
        if (stream.status() == StreamStatus.DISABLED) {
            throw Problem.BAD_REQUEST.because("the stream is disabled and transmits nothing: enable it first");
        }
    }

    /** Returns the stream of this id; rejected with {@code NOT_FOUND} if it is not that of the receiver. */
    Uni<EventStream> find(String client, String id) {
        return streams.find(client, id(id)).map(found -> found.orElseThrow(ManageStream::unknown));
    }

    private void checkEgress(StreamConfiguration configuration) {
        configuration.push().flatMap(egress::violation).ifPresent(wanted -> {
            throw Problem.BAD_REQUEST.because("endpoint_url must be " + wanted, "delivery.endpoint_url");
        });
    }

    private Uni<Void> record(Tx tx, EventStream stream, AuditAction action) {
        return outbox.append(
                tx,
                audit.success(
                        actor(stream.client()),
                        action,
                        stream.client(),
                        Map.of("stream", stream.id().toString()),
                        null));
    }

    private static String actor(String client) {
        return "client:" + client;
    }

    /** Returns the {@code stream_id} of a request. */
    static UUID id(@Nullable JsonNode body) {
        return id(text(body, "stream_id", MAX_REASON).orElse(null));
    }

    private static UUID id(@Nullable String text) {
        if (text == null) {
            throw Problem.BAD_REQUEST.because("stream_id is missing", "stream_id");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static Optional<String> text(@Nullable JsonNode body, String field, int longest) {
        try {
            return Fields.of(body).text(field, longest);
        } catch (ProblemRefusal refusal) {
            throw StreamConfiguration.malformed(refusal);
        }
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("stream not found");
    }
}
