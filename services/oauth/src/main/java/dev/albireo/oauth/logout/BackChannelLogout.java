package dev.albireo.oauth.logout;

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
import dev.albireo.protocol.QueryEncoding;
import dev.albireo.web.PostOutcome;
import dev.albireo.web.WebhookPost;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Notifies clients that sessions ended (OpenID Connect Back-Channel Logout 1.0 section 2.5): claims deliveries, posts them concurrently,
 * and records the results. A crash between the post and the record repeats the post; none is lost. Any number of replicas may run it
 * concurrently.
 */
@ApplicationScoped
class BackChannelLogout implements Deliveries<LogoutDeliveryAttempt> {
    /** Pauses of 1, 3, 9, 27, 81 and then 300 seconds. */
    private static final RetryRule RULE = new RetryRule(5, Duration.ofMinutes(5), DeliveryOutcome.GONE);

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-www-form-urlencoded", "User-Agent", "Albireo");

    private final LogoutDeliveryStore store;
    private final LogoutTokens tokens;
    private final WebhookPost post;
    private final LogoutConfig config;
    private final DeliveryLimitsConfig limits;
    private final LogoutMeters meters;
    private final Clock clock;
    private final DeliveryQueue<LogoutDeliveryAttempt> queue;

    BackChannelLogout(
            LogoutDeliveryStore store,
            LogoutTokens tokens,
            WebhookPost post,
            LogoutConfig config,
            DeliveryLimitsConfig limits,
            LogoutMeters meters,
            Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.post = post;
        this.config = config;
        this.limits = limits;
        this.meters = meters;
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
    public Uni<ClaimedDeliveries<LogoutDeliveryAttempt>> claim() {
        return store.claim(clock.instant(), config, limits);
    }

    @Override
    public Uni<DeliveryResult> attempt(LogoutDeliveryAttempt attempt) {
        return attempted(attempt).invoke(meters::tried);
    }

    @Override
    public String describe(LogoutDeliveryAttempt attempt) {
        return "client=" + attempt.client() + " session=" + attempt.session();
    }

    private Uni<DeliveryResult> attempted(LogoutDeliveryAttempt attempt) {
        return attempt.address()
                .map(address -> tokens.sign(attempt, clock.instant())
                        .chain(token -> post(address, token))
                        .map(outcome -> RULE.result(outcome, attempt.number(), clock.instant(), attempt.giveUpAt())))
                .orElseGet(() -> Uni.createFrom().item(new Abandoned(DeliveryOutcome.WITHDRAWN)));
    }

    private Uni<PostOutcome> post(String address, String token) {
        String body = "logout_token=" + QueryEncoding.encode(token);
        return post.send(URI.create(address), HEADERS, body, config.patience());
    }

    @Override
    public Uni<Void> record(LogoutDeliveryAttempt attempt, DeliveryResult result) {
        return switch (result) {
            case Delivered delivered -> store.delivered(attempt);
            case Retry(DeliveryOutcome reason, var at) -> store.again(attempt, reason, at);
            case Abandoned(DeliveryOutcome reason) -> store.over(attempt, reason);
        };
    }
}
