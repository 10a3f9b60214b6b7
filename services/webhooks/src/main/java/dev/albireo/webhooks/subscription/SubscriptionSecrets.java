package dev.albireo.webhooks.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.protocol.WebhookSecret;
import dev.albireo.protocol.WebhookSigningKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a subscription that are written and never shown again.
 *
 * @param headers sent with every request, by name
 * @param keys those that sign; the first is the current one
 */
public record SubscriptionSecrets(Map<String, String> headers, List<RequestKey> keys) {
    /** A replaced key and the current one, and one more where a key is replaced again before the overlap ends. */
    private static final int MAX_KEYS = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    public SubscriptionSecrets {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        keys = List.copyOf(keys);
    }

    /**
     * A key that signs requests.
     *
     * @param text its private text form
     * @param until when it signs last; empty for the current key
     */
    record RequestKey(String text, Optional<Instant> until) {
        boolean signsAt(Instant now) {
            return until.filter(end -> !now.isBefore(end)).isEmpty();
        }

        String sign(String id, Instant at, String body) {
            return WebhookSecret.parse(text)
                    .map(secret -> secret.sign(id, at, body))
                    .or(() -> WebhookSigningKey.parse(text).map(key -> key.sign(id, at, body)))
                    .orElseThrow(() -> new IllegalStateException("a subscription without a signing key"));
        }

        @Override
        public String toString() {
            return "RequestKey[redacted]";
        }
    }

    /** Returns the value of {@code webhook-signature}: one signature for each key, separated by spaces. */
    public String sign(String id, Instant at, String body) {
        return keys.stream()
                .filter(key -> key.signsAt(at))
                .map(key -> key.sign(id, at, body))
                .collect(Collectors.joining(" "));
    }

    String currentKey() {
        return keys.getFirst().text();
    }

    /** Returns the public part of the current key, if it has one. */
    Optional<String> publicKey() {
        return WebhookSigningKey.parse(currentKey()).map(WebhookSigningKey::publicText);
    }

    /** Returns the time until which a replaced key signs too. */
    Optional<Instant> previousUntil(Instant now) {
        return keys.stream()
                .filter(key -> key.signsAt(now))
                .flatMap(key -> key.until().stream())
                .max(Instant::compareTo);
    }

    /** Returns these with other headers and another current key; the present one signs until {@code overlapEnd}. */
    SubscriptionSecrets with(Map<String, String> newHeaders, String key, Instant now, Instant overlapEnd) {
        if (key.equals(currentKey())) {
            return new SubscriptionSecrets(newHeaders, keys);
        }
        Stream<RequestKey> earlier = Stream.concat(
                        Stream.of(new RequestKey(currentKey(), Optional.of(overlapEnd))),
                        keys.stream().skip(1))
                .filter(known -> known.signsAt(now) && !known.text().equals(key));
        return new SubscriptionSecrets(
                newHeaders,
                Stream.concat(Stream.of(new RequestKey(key, Optional.empty())), earlier)
                        .limit(MAX_KEYS)
                        .toList());
    }

    static SubscriptionSecrets first(Map<String, String> headers, String key) {
        return new SubscriptionSecrets(headers, List.of(new RequestKey(key, Optional.empty())));
    }

    byte[] toBytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode named = json.putObject("headers");
        headers.forEach(named::put);
        ArrayNode all = json.putArray("keys");
        keys.forEach(key -> {
            ObjectNode one = all.addObject().put("key", key.text());
            key.until().ifPresent(end -> one.put("until", end.toString()));
        });
        return json.toString().getBytes(UTF_8);
    }

    static SubscriptionSecrets of(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            Map<String, String> headers = new TreeMap<>();
            json.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            List<RequestKey> keys = new ArrayList<>();
            json.path("keys")
                    .forEach(key -> keys.add(new RequestKey(
                            key.path("key").asText(),
                            Optional.ofNullable(key.path("until").textValue()).map(Instant::parse))));
            return new SubscriptionSecrets(headers, keys);
        } catch (IOException e) {
            throw new IllegalStateException("decrypted JSON cannot be parsed");
        }
    }

    /** Returns a text without the values, which must not be logged. */
    @Override
    public String toString() {
        return "SubscriptionSecrets[redacted]";
    }
}
