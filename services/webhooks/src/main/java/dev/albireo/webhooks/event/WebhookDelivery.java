package dev.albireo.webhooks.event;

import dev.albireo.delivery.Deliveries;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.web.WebConfig;
import dev.albireo.web.WebhookPost;
import dev.albireo.webhooks.delivery.DeliveryMeters;
import dev.albireo.webhooks.delivery.WebhookRetries;
import dev.albireo.webhooks.subscription.SubscriptionEncryption;
import dev.albireo.webhooks.subscription.SubscriptionSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Delivers the events that are due: claims them, posts them signed, and records the result. A crash between the post and the record repeats
 * the post, with the same {@code webhook-id}. Any number of replicas may run it concurrently.
 */
@ApplicationScoped
@Startup
class WebhookDelivery implements Deliveries<WebhookDeliveryAttempt> {
    private final WebhookDeliveryStore store;
    private final SubscriptionEncryption encryption;
    private final WebhookPost post;
    private final DeliveryLimitsConfig limits;
    private final WebhookDeliveryConfig config;
    private final String source;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final DeliveryQueue<WebhookDeliveryAttempt> queue;

    WebhookDelivery(
            WebhookDeliveryStore store,
            SubscriptionEncryption encryption,
            WebhookPost post,
            DeliveryLimitsConfig limits,
            WebhookDeliveryConfig config,
            WebConfig web,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.encryption = encryption;
        this.post = post;
        this.limits = limits;
        this.config = config;
        this.source = web.issuerText();
        this.meters = new DeliveryMeters(
                meters,
                "webhook",
                EnumSet.complementOf(EnumSet.of(DeliveryOutcome.WITHDRAWN, DeliveryOutcome.EXPIRED)));
        this.clock = clock;
        this.queue = new DeliveryQueue<>(this);
    }

    /** Delivers what is due, as far as the limits permit; completes when these were attempted. */
    Uni<Void> due() {
        return queue.deliver();
    }

    /** Begins to deliver what is due, without waiting for it. */
    void wakeUp() {
        queue.wakeUp();
    }

    @Override
    public Uni<ClaimedDeliveries<WebhookDeliveryAttempt>> claim() {
        Instant now = clock.instant();
        return store.claim(now, now.plus(config.giveUpAfter()), limits);
    }

    @Override
    public Uni<DeliveryResult> attempt(WebhookDeliveryAttempt attempt) {
        return attempted(attempt).invoke(meters::tried);
    }

    @Override
    public String describe(WebhookDeliveryAttempt attempt) {
        return "delivery=" + attempt.id();
    }

    private Uni<DeliveryResult> attempted(WebhookDeliveryAttempt attempt) {
        Instant now = clock.instant();
        WebhookDeliveryAttempt.SubscriberTarget target = attempt.target();
        try {
            SubscriptionSecrets secrets = encryption.decrypt(target.key(), target.secrets());
            CloudEventRequest event = CloudEventRequest.of(attempt, source);
            return post.send(
                            URI.create(target.url()),
                            headers(attempt, secrets, event, now),
                            event.body(),
                            target.timeout())
                    .invoke(outcome -> attempt.outcome().set(Optional.of(outcome)))
                    .map(outcome -> WebhookRetries.result(
                            outcome, attempt.id(), attempt.number(), clock.instant(), attempt.giveUpAt()));
        } catch (IllegalStateException e) {
            Log.warnf(
                    "webhook delivery unreadable, albireo.keys.data must include the key of the subscription delivery=%s subscription=%s",
                    attempt.id(), target.subscription());
            return Uni.createFrom().item(new Abandoned(DeliveryOutcome.UNREADABLE));
        }
    }

    private static Map<String, String> headers(
            WebhookDeliveryAttempt attempt, SubscriptionSecrets secrets, CloudEventRequest event, Instant now) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", "Albireo");
        headers.putAll(secrets.headers());
        headers.putAll(event.headers());
        headers.put("webhook-id", attempt.id());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", secrets.sign(attempt.id(), now, event.body()));
        return headers;
    }

    @Override
    public Uni<Void> record(WebhookDeliveryAttempt attempt, DeliveryResult result) {
        Instant now = clock.instant();
        return switch (result) {
            case Delivered delivered -> store.delivered(attempt, now);
            case Retry(DeliveryOutcome reason, Instant at) -> store.again(attempt, reason, at, now);
            case Abandoned(DeliveryOutcome reason) when reason == DeliveryOutcome.GONE -> store.gone(attempt, now);
            case Abandoned(DeliveryOutcome reason) -> store.dead(attempt, reason, now);
        };
    }
}
