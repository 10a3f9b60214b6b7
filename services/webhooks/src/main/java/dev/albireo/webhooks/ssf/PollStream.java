package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import dev.albireo.webhooks.key.SetSigningKeys;
import dev.albireo.webhooks.ssf.SetDeliveryAttempt.QueuedSet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a poll for security event tokens (RFC 8936 section 2): first acknowledges and refuses, then returns what waits, in its order.
 * A token is returned by every poll until it is acknowledged or refused. A poll that waits holds no connection of the database: it looks
 * once a second.
 */
@ApplicationScoped
class PollStream {
    private static final int MAX_EVENTS = 50;
    private static final int MAX_IDS = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** The codes of RFC 8935 section 2.4 and others like them; everything else is text of a stranger. */
    private static final Pattern ERROR = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

    private final ManageStream streams;
    private final SsfDeliveryStore deliveries;
    private final SetSigningKeys keys;
    private final SsfEndpoints endpoints;
    private final SsfConfig config;
    private final Clock clock;

    PollStream(
            ManageStream streams,
            SsfDeliveryStore deliveries,
            SetSigningKeys keys,
            SsfEndpoints endpoints,
            SsfConfig config,
            Clock clock) {
        this.streams = streams;
        this.deliveries = deliveries;
        this.keys = keys;
        this.endpoints = endpoints;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A poll (RFC 8936 section 2.2).
     *
     * @param refused the reason by {@code jti}
     */
    record PollRequest(
            int maxEvents, boolean returnImmediately, List<String> acknowledged, Map<String, String> refused) {
        static PollRequest of(@Nullable JsonNode body) {
            try {
                Fields fields = Fields.of(body == null ? JsonNodeFactory.instance.objectNode() : body);
                int most = Math.min(
                        fields.number("maxEvents", 0, Integer.MAX_VALUE).orElse(MAX_EVENTS), MAX_EVENTS);
                List<String> acknowledged = fields.strings("ack");
                Map<String, String> refused = new LinkedHashMap<>();
                fields.object("setErrs")
                        .ifPresent(errors -> errors.names().forEach(id -> refused.put(id, error(errors, id))));
                fields.require(
                        acknowledged.size() + refused.size() <= MAX_IDS, "ack", "at most " + MAX_IDS + " identifiers");
                boolean immediately = fields.flag("returnImmediately").orElse(false);
                return new PollRequest(most, immediately, acknowledged, refused);
            } catch (ProblemRefusal refusal) {
                throw StreamConfiguration.malformed(refusal);
            }
        }

        private static String error(Fields errors, String id) {
            return errors.object(id)
                    .flatMap(error -> error.text("err"))
                    .filter(code -> ERROR.matcher(code).matches())
                    .orElse("refused");
        }
    }

    /** Returns the response of a poll (RFC 8936 section 2.3). */
    Uni<JsonNode> poll(String client, String id, @Nullable JsonNode body) {
        PollRequest request = PollRequest.of(body);
        return streams.find(client, id)
                .invoke(stream -> {
                    if (stream.configuration().push().isPresent()) {
                        throw Problem.NOT_FOUND.because("the events of this stream are pushed (urn:ietf:rfc:8935)");
                    }
                })
                .call(stream -> settle(stream.id(), request))
                .chain(stream -> request.maxEvents() == 0
                        ? Uni.createFrom().item(List.<QueuedSet>of())
                        : waiting(stream.id(), request, looks(request)))
                .chain(found -> answer(found, request.maxEvents()));
    }

    private Uni<Void> settle(UUID stream, PollRequest request) {
        return deliveries
                .acknowledge(stream, request.acknowledged(), clock.instant())
                .chain(() -> deliveries.refuse(stream, request.refused(), clock.instant()));
    }

    private long looks(PollRequest request) {
        return request.returnImmediately() ? 1 : 1 + config.pollWait().dividedBy(LOOK_EVERY);
    }

    private Uni<List<QueuedSet>> waiting(UUID stream, PollRequest request, long looks) {
        return deliveries
                .waiting(stream, request.maxEvents() + 1)
                .chain(found -> found.isEmpty() && looks > 1
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(LOOK_EVERY)
                                .chain(() -> waiting(stream, request, looks - 1))
                        : Uni.createFrom().item(found));
    }

    private Uni<JsonNode> answer(List<QueuedSet> found, int most) {
        List<QueuedSet> returned = found.size() > most ? found.subList(0, most) : found;
        return keys.sign(returned.stream()
                        .map(token -> SecurityEventToken.of(token, endpoints.issuer()))
                        .toList())
                .map(signed -> {
                    ObjectNode answer = JsonNodeFactory.instance.objectNode();
                    ObjectNode sets = answer.putObject("sets");
                    for (int i = 0; i < signed.size(); i++) {
                        sets.put(returned.get(i).id(), signed.get(i));
                    }
                    return found.size() > most ? answer.put("moreAvailable", true) : answer;
                });
    }
}
