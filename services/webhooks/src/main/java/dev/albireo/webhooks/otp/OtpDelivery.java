package dev.albireo.webhooks.otp;

import dev.albireo.delivery.Deliveries;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.delivery.RetryRule;
import dev.albireo.web.WebhookPost;
import dev.albireo.webhooks.delivery.DeliveryMeters;
import dev.albireo.webhooks.delivery.HandoverDecryption;
import dev.albireo.webhooks.otp.OtpDeliveryAttempt.WebhookTarget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Delivers the codes that are due: claims them, posts them, and records the result. A crash between the post and the record repeats the
 * post, with the same {@code webhook-id}; no code is lost. Any number of replicas may run it concurrently.
 */
@ApplicationScoped
@Startup
class OtpDelivery implements Deliveries<OtpDeliveryAttempt> {
    /** The maximum number of expired codes of one transaction. */
    private static final int BATCH = 20;

    /** Pauses of 1, 3, 9, 27 and then 60 seconds. Events know no receiver that is gone: it refused the code. */
    private static final RetryRule RULE = new RetryRule(4, Duration.ofMinutes(1), DeliveryOutcome.REFUSED);

    private final OtpDeliveryStore store;
    private final HandoverDecryption decryption;
    private final WebhookPost post;
    private final DeliveryLimitsConfig limits;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final DeliveryQueue<OtpDeliveryAttempt> queue;

    OtpDelivery(
            OtpDeliveryStore store,
            HandoverDecryption decryption,
            WebhookPost post,
            DeliveryLimitsConfig limits,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.decryption = decryption;
        this.post = post;
        this.limits = limits;
        this.meters = new DeliveryMeters(meters, "otp");
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
    public Uni<ClaimedDeliveries<OtpDeliveryAttempt>> claim() {
        return store.expire(clock.instant(), BATCH)
                .invoke(meters::expired)
                .chain(expired -> store.claim(clock.instant(), limits));
    }

    @Override
    public Uni<DeliveryResult> attempt(OtpDeliveryAttempt attempt) {
        return attempted(attempt).invoke(meters::tried);
    }

    @Override
    public String describe(OtpDeliveryAttempt attempt) {
        return "delivery=" + attempt.requestId();
    }

    private Uni<DeliveryResult> attempted(OtpDeliveryAttempt attempt) {
        Optional<WebhookTarget> endpoint = attempt.endpoint();
        if (endpoint.isEmpty()) {
            return Uni.createFrom().item(new Abandoned(DeliveryOutcome.UNREACHABLE));
        }
        Instant now = clock.instant();
        try {
            String body = decryption.otp(attempt.encrypted());
            Map<String, String> headers =
                    headers(attempt, decryption.webhook(endpoint.get().encrypted()), body, now);
            return post.send(URI.create(endpoint.get().url()), headers, body, attempt.patience(endpoint.get(), now))
                    .map(outcome -> RULE.result(outcome, attempt.number(), clock.instant(), attempt.expiresAt()));
        } catch (IllegalArgumentException e) {
            Log.warnf(
                    "otp delivery unreadable, albireo.keys.delivery must be the same in credentials and webhooks delivery=%s",
                    attempt.requestId());
            return Uni.createFrom().item(new Abandoned(DeliveryOutcome.UNREADABLE));
        }
    }

    private static Map<String, String> headers(
            OtpDeliveryAttempt attempt, HandoverDecryption.WebhookKeys webhook, String body, Instant now) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", "Albireo");
        headers.putAll(webhook.headers());
        headers.put("webhook-id", attempt.requestId());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", webhook.secret().sign(attempt.requestId(), now, body));
        return headers;
    }

    @Override
    public Uni<Void> record(OtpDeliveryAttempt attempt, DeliveryResult result) {
        Instant now = clock.instant();
        return switch (result) {
            case Delivered delivered -> store.delivered(attempt, now);
            case Retry(DeliveryOutcome reason, Instant at) -> store.again(attempt, reason, at, now);
            case Abandoned(DeliveryOutcome reason) -> store.over(attempt, reason, now);
        };
    }
}
