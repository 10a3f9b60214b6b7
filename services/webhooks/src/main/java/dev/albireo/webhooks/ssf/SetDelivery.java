package dev.albireo.webhooks.ssf;

import dev.albireo.delivery.Deliveries;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.web.WebhookPost;
import dev.albireo.webhooks.delivery.DeliveryMeters;
import dev.albireo.webhooks.delivery.WebhookRetries;
import dev.albireo.webhooks.key.SetSigningKeys;
import dev.albireo.webhooks.ssf.SetDeliveryAttempt.PushTarget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pushes the security event tokens that are due (RFC 8935), as {@code WebhookDelivery} does with events: repeated by the same rules, with
 * the same limits, counted by the same metrics, and with the same {@code jti} after a crash.
 */
@ApplicationScoped
@Startup
class SetDelivery implements Deliveries<SetDeliveryAttempt> {
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private final SsfDeliveryStore store;
    private final StreamSecrets secrets;
    private final StreamStatusChanges changes;
    private final SetSigningKeys keys;
    private final SsfEndpoints endpoints;
    private final WebhookPost post;
    private final DeliveryLimitsConfig limits;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final DeliveryQueue<SetDeliveryAttempt> queue;

    SetDelivery(
            SsfDeliveryStore store,
            StreamSecrets secrets,
            StreamStatusChanges changes,
            SetSigningKeys keys,
            SsfEndpoints endpoints,
            WebhookPost post,
            DeliveryLimitsConfig limits,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.changes = changes;
        this.keys = keys;
        this.endpoints = endpoints;
        this.post = post;
        this.limits = limits;
        this.meters = new DeliveryMeters(
                meters,
                "webhook",
                EnumSet.complementOf(EnumSet.of(DeliveryOutcome.WITHDRAWN, DeliveryOutcome.EXPIRED)));
        this.clock = clock;
        this.queue = new DeliveryQueue<>(this);
    }

    /** Delivers what is due, for repetitions; does not wait for slow receivers. */
    @Scheduled(every = "1s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> due() {
        return queue.deliver();
    }

    /** Begins to deliver what is due, without waiting for it. */
    void wakeUp() {
        queue.wakeUp();
    }

    @Override
    public Uni<ClaimedDeliveries<SetDeliveryAttempt>> claim() {
        Instant now = clock.instant();
        return store.claim(now, now.plus(GIVE_UP_AFTER), limits);
    }

    @Override
    public Uni<DeliveryResult> attempt(SetDeliveryAttempt attempt) {
        return attempted(attempt).invoke(meters::tried);
    }

    @Override
    public String describe(SetDeliveryAttempt attempt) {
        return "set=" + attempt.token().id();
    }

    private Uni<DeliveryResult> attempted(SetDeliveryAttempt attempt) {
        PushTarget target = attempt.target();
        Optional<String> authorization;
        try {
            authorization = target.authorization().map(encrypted -> secrets.decrypt(target.stream(), encrypted));
        } catch (IllegalStateException e) {
            Log.warnf(
                    "security event token unreadable, albireo.keys.data must include the key of the stream set=%s stream=%s",
                    attempt.token().id(), target.stream());
            return Uni.createFrom().item(new Abandoned(DeliveryOutcome.UNREADABLE));
        }
        return keys.sign(List.of(SecurityEventToken.of(attempt.token(), endpoints.issuer())))
                .chain(signed -> post.send(
                        URI.create(target.url()), headers(authorization), signed.getFirst(), target.timeout()))
                .invoke(outcome -> attempt.outcome().set(Optional.of(outcome)))
                .map(outcome -> WebhookRetries.result(
                        outcome, attempt.token().id(), attempt.number(), clock.instant(), attempt.giveUpAt()));
    }

    private static Map<String, String> headers(Optional<String> authorization) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Albireo");
        headers.put("Content-Type", SecurityEventToken.MEDIA_TYPE);
        headers.put("Accept", "application/json");
        authorization.ifPresent(value -> headers.put("Authorization", value));
        return headers;
    }

    @Override
    public Uni<Void> record(SetDeliveryAttempt attempt, DeliveryResult result) {
        Instant now = clock.instant();
        return switch (result) {
            case Delivered delivered -> store.delivered(attempt, now);
            case Retry(DeliveryOutcome reason, Instant at) -> store.again(attempt, reason, at, now);
            case Abandoned(DeliveryOutcome reason)
            when reason == DeliveryOutcome.GONE ->
                store.dead(attempt, reason, now).chain(() -> changes.receiverGone(attempt.target().stream()));
            case Abandoned(DeliveryOutcome reason) -> store.dead(attempt, reason, now);
        };
    }
}
