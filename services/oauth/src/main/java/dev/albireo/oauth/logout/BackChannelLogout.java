package dev.albireo.oauth.logout;

import dev.albireo.oauth.logout.LogoutDeliveryResult.LogoutAbandoned;
import dev.albireo.oauth.logout.LogoutDeliveryResult.LogoutDelivered;
import dev.albireo.oauth.logout.LogoutDeliveryResult.RetryLogout;
import dev.albireo.web.ConcurrencyLimit;
import dev.albireo.web.PostOutcome;
import dev.albireo.web.WebhookPost;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Notifies clients that sessions ended (OpenID Connect Back-Channel Logout 1.0 section 2.5): claims deliveries, posts them concurrently,
 * and records the results. A crash between the post and the record repeats the post; none is lost. Any number of replicas may run it
 * concurrently.
 */
@ApplicationScoped
class BackChannelLogout {
    /** The maximum number of concurrent deliveries of a replica. */
    private static final int MOST = 50;

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-www-form-urlencoded", "User-Agent", "Albireo");

    private final LogoutDeliveryStore store;
    private final LogoutTokens tokens;
    private final WebhookPost post;
    private final LogoutConfig config;
    private final LogoutMeters meters;
    private final Clock clock;
    private final ConcurrencyLimit inFlight = new ConcurrencyLimit(MOST);

    BackChannelLogout(
            LogoutDeliveryStore store,
            LogoutTokens tokens,
            WebhookPost post,
            LogoutConfig config,
            LogoutMeters meters,
            Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.post = post;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Delivers what is due, as far as concurrent deliveries permit; completes when these and, if there were more, the next ones were
     * attempted.
     */
    Uni<Void> due() {
        int places = inFlight.take(MOST);
        if (places == 0) {
            return Uni.createFrom().voidItem();
        }
        return store.claim(clock.instant(), config, places)
                .onFailure()
                .invoke(() -> inFlight.give(places))
                .invoke(claimed -> inFlight.give(places - claimed.size()))
                .chain(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : all(claimed)
                                .chain(() -> claimed.size() == places
                                        ? due()
                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> all(List<LogoutDeliveryAttempt> claimed) {
        return Uni.join()
                .all(claimed.stream()
                        .map(attempt -> tell(attempt).onTermination().invoke(() -> inFlight.give(1)))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    /** Never fails: a delivery whose result cannot be recorded is claimed again when this claim ends. */
    private Uni<Void> tell(LogoutDeliveryAttempt attempt) {
        return verdict(attempt)
                .invoke(meters::tried)
                .chain(result -> mark(attempt, result))
                .onFailure()
                .invoke(failure -> Log.warnf(
                        "logout delivery result not recorded client=%s session=%s cause=%s",
                        attempt.client(), attempt.session(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<LogoutDeliveryResult> verdict(LogoutDeliveryAttempt attempt) {
        return attempt.address()
                .map(address -> tokens.sign(attempt, clock.instant())
                        .chain(token -> post(address, token))
                        .map(outcome -> LogoutDeliveryResult.of(
                                outcome, attempt.number(), clock.instant(), attempt.giveUpAt())))
                .orElseGet(() -> Uni.createFrom().item(new LogoutAbandoned(LogoutDeliveryResult.WITHDRAWN)));
    }

    private Uni<PostOutcome> post(String address, String token) {
        String body = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return post.send(URI.create(address), HEADERS, body, config.patience());
    }

    private Uni<Void> mark(LogoutDeliveryAttempt attempt, LogoutDeliveryResult result) {
        return switch (result) {
            case LogoutDelivered delivered -> store.delivered(attempt);
            case RetryLogout(String reason, var at) -> store.again(attempt, reason, at);
            case LogoutAbandoned(String reason) -> store.over(attempt, reason);
        };
    }
}
