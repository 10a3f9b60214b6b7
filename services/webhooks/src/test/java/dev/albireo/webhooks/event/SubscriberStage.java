package dev.albireo.webhooks.event;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.Event;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.protocol.WebhookSecret;
import dev.albireo.testkit.FixedClock;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.Receiver;
import dev.albireo.webhooks.Receiver.Request;
import dev.albireo.webhooks.TestTokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Subscriptions to all events, the events that arrive, and their deliveries. */
@ApplicationScoped
class SubscriberStage {
    private final EventConsumer consumer;
    private final WebhookDelivery delivery;
    private final TestTokens tokens;
    private final FixedClock clock;
    private final Pool db;

    SubscriberStage(EventConsumer consumer, WebhookDelivery delivery, TestTokens tokens, FixedClock clock, Pool db) {
        this.consumer = consumer;
        this.delivery = delivery;
        this.tokens = tokens;
        this.clock = clock;
        this.db = db;
    }

    /** Deletes all subscriptions and deliveries. */
    void clear() {
        Await.on(() ->
                db.query("TRUNCATE webhook_subscription, webhook_delivery").execute());
    }

    /** Declares a subscription of all events and returns its new secret, if there is one. */
    String declare(String id, Receiver receiver, String more) {
        String body = "{\"url\": \"" + receiver.url() + "\", \"eventTypes\": [\"albireo.*\"], \"headers\": "
                + "{\"Authorization\": \"Bearer " + id + "\"}" + more + "}";
        return json(tokens.byOwner()
                        .body(body)
                        .put("/internal/resources/WebhookSubscription/" + id)
                        .asString())
                .path("secret")
                .asText();
    }

    ReceivedMessage message(Event event) {
        return new ReceivedMessage(UUID.randomUUID().toString(), clock.instant(), event);
    }

    void hear(ReceivedMessage message) {
        Await.on(() -> consumer.handleAll(List.of(message)));
    }

    void deliver() {
        Await.on(delivery::due);
        settled();
    }

    /** Waits until no attempt is in progress, and none is due that may be made. */
    void settled() {
        Awaitility.await()
                .until(() -> Await.on(() -> db.preparedQuery("""
                        SELECT NOT EXISTS (
                            SELECT 1 FROM webhook_delivery d JOIN webhook_subscription s ON s.key = d.subscription
                             WHERE d.state = 'due' AND (d.claimed_until > $1
                                OR (d.next_attempt_at <= $1 AND NOT s.paused AND NOT s.ordered
                                    AND coalesce(s.blocked_until <= $1, true)))) AS idle
                        """)
                        .execute(Tuple.of(clock.instant().atOffset(UTC)))
                        .map(rows -> rows.iterator().next().getBoolean("idle"))));
    }

    List<String> states() {
        return Await.on(() -> db.query("SELECT * FROM webhook_delivery ORDER BY position")
                .execute()
                .map(rows -> rows.stream().map(SubscriberStage::state).toList()));
    }

    private static String state(Row row) {
        String error = row.getString("last_error") == null
                ? ""
                : " " + row.getString("last_error") + " " + row.getInteger("last_status");
        return row.getString("state") + " " + row.getInteger("attempts") + error;
    }

    static List<Request> of(Receiver receiver, String id) {
        return receiver.requests().stream()
                .filter(request -> request.header("authorization").equals("Bearer " + id))
                .toList();
    }

    static String signature(String secret, Request request) {
        return WebhookSecret.parse(secret)
                .orElseThrow()
                .sign(
                        request.header("webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp"))),
                        request.body());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
