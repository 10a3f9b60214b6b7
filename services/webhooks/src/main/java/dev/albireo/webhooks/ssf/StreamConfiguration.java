package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a stream that its receiver supplies (Shared Signals Framework 1.0 section 8.1.1), without the {@code
 * authorization_header}, which is never shown. Other properties in a request are ignored.
 *
 * @param push where events are pushed to; empty for a stream whose receiver polls
 */
record StreamConfiguration(Optional<String> description, List<String> eventsRequested, Optional<URI> push) {
    static final String PUSH = "urn:ietf:rfc:8935";
    static final String POLL = "urn:ietf:rfc:8936";

    private static final String DESCRIPTION = "description";
    private static final String EVENTS_REQUESTED = "events_requested";
    private static final String DELIVERY = "delivery";
    private static final String METHOD = "method";
    private static final String ENDPOINT = "endpoint_url";
    private static final String AUTHORIZATION = "authorization_header";
    private static final List<String> MEMBERS = List.of(DESCRIPTION, EVENTS_REQUESTED, DELIVERY);

    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_EVENTS = 100;
    private static final int MAX_URL = 2_000;
    private static final int MAX_AUTHORIZATION = 4_000;

    StreamConfiguration {
        eventsRequested = List.copyOf(eventsRequested);
    }

    /**
     * A configuration as a receiver requests it.
     *
     * @param authorizationGiven whether the request says anything about the header: its value, or null
     * @param authorization the value of the {@code Authorization} header of pushes
     */
    record RequestedStream(
            StreamConfiguration configuration, boolean authorizationGiven, Optional<String> authorization) {
        @Override
        public String toString() {
            return "RequestedStream[" + configuration + "]";
        }
    }

    /** Reads the properties; rejected with {@code BAD_REQUEST}, as the framework demands, if one is invalid. */
    static RequestedStream read(@Nullable JsonNode body) {
        try {
            Fields fields = Fields.of(body);
            Optional<String> description = fields.text(DESCRIPTION, MAX_DESCRIPTION);
            List<String> events =
                    fields.strings(EVENTS_REQUESTED).stream().distinct().toList();
            fields.require(
                    events.size() <= MAX_EVENTS && events.stream().allMatch(uri -> uri.length() <= MAX_URL),
                    EVENTS_REQUESTED,
                    "at most " + MAX_EVENTS + " URIs");
            Optional<Fields> delivery = fields.object(DELIVERY);
            String method = delivery.map(given -> given.text(METHOD).orElse("")).orElse(POLL);
            fields.require(method.equals(PUSH) || method.equals(POLL), "delivery.method", PUSH + " or " + POLL);
            return method.equals(PUSH)
                    ? push(description, events, delivery.orElseThrow())
                    : new RequestedStream(
                            new StreamConfiguration(description, events, Optional.empty()), true, Optional.empty());
        } catch (ProblemRefusal refusal) {
            throw malformed(refusal);
        }
    }

    private static RequestedStream push(Optional<String> description, List<String> events, Fields delivery) {
        String url = delivery.text(ENDPOINT, MAX_URL).orElse("");
        Optional<URI> endpoint = uri(url);
        delivery.require(endpoint.isPresent(), ENDPOINT, "the URL to which events are pushed");
        boolean given = delivery.has(AUTHORIZATION);
        Optional<String> authorization = delivery.text(AUTHORIZATION, MAX_AUTHORIZATION);
        delivery.require(
                authorization
                        .filter(text -> text.isBlank() || !text.chars().allMatch(c -> c >= ' ' && c <= '~'))
                        .isEmpty(),
                AUTHORIZATION,
                "the value of a header: visible ASCII characters and spaces");
        return new RequestedStream(new StreamConfiguration(description, events, endpoint), given, authorization);
    }

    /** As {@link #read}, with these changes (section 8.1.1.3): null removes a property, and {@code delivery} is replaced as a whole. */
    RequestedStream patched(@Nullable JsonNode changes) {
        try {
            Fields.of(changes);
        } catch (ProblemRefusal refusal) {
            throw malformed(refusal);
        }
        ObjectNode merged = toJson();
        if (changes != null) {
            MEMBERS.stream().filter(changes::has).forEach(member -> merged.set(member, changes.get(member)));
        }
        return read(merged);
    }

    /** Returns the properties that the receiver supplied; the endpoint of a poll is supplied by the transmitter. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        description.ifPresent(text -> json.put(DESCRIPTION, text));
        eventsRequested.forEach(json.putArray(EVENTS_REQUESTED)::add);
        ObjectNode delivery = json.putObject(DELIVERY).put(METHOD, push.isPresent() ? PUSH : POLL);
        push.ifPresent(url -> delivery.put(ENDPOINT, url.toString()));
        return json;
    }

    /** Returns the types that are delivered: those of them that are supported. */
    List<String> eventsDelivered() {
        return SsfEventType.supported().stream()
                .filter(eventsRequested::contains)
                .toList();
    }

    /** Returns whether events are pushed to the same server, which may be sent the same secret. */
    boolean hasSameReceiverAs(StreamConfiguration other) {
        return push.isPresent()
                && push.map(StreamConfiguration::origin).equals(other.push.map(StreamConfiguration::origin));
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static Optional<URI> uri(String text) {
        try {
            URI uri = new URI(text);
            return Optional.of(uri).filter(url -> url.getScheme() != null && url.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static RuntimeException malformed(ProblemRefusal refusal) {
        return refusal.problem() == Problem.UNPROCESSABLE
                ? Problem.BAD_REQUEST.because(refusal.detail(), refusal.field().orElse(null))
                : refusal;
    }
}
