package dev.albireo.oauth.logout;

import dev.albireo.oauth.logout.Verdict.Again;
import dev.albireo.oauth.logout.Verdict.Delivered;
import dev.albireo.oauth.logout.Verdict.Over;
import dev.albireo.web.InFlight;
import dev.albireo.web.Outcome;
import dev.albireo.web.Post;
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
 * Tells clients that sessions ended (OpenID Connect Back-Channel Logout 1.0 section 2.5): claimed, posted all at the same time, and marked
 * with what came of it. A crash between the post and the mark repeats the post; none is lost. Any number of replicas may do it at a time.
 */
@ApplicationScoped
class TellClients {
    /** How many logout tokens a replica delivers at a time. */
    private static final int MOST = 50;

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-www-form-urlencoded", "User-Agent", "Albireo");

    private final LogoutDeliveryStore store;
    private final LogoutTokens tokens;
    private final Post post;
    private final LogoutConfig config;
    private final LogoutMeters meters;
    private final Clock clock;
    private final InFlight inFlight = new InFlight(MOST);

    TellClients(
            LogoutDeliveryStore store,
            LogoutTokens tokens,
            Post post,
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
     * Tells those that are due, as many as there is room for beside those that are being told; completes when these and, where there were
     * more, the next ones were tried.
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

    private Uni<Void> all(List<Told> claimed) {
        return Uni.join()
                .all(claimed.stream()
                        .map(told -> tell(told).onTermination().invoke(() -> inFlight.give(1)))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    /** Never fails: what cannot be marked is claimed again when this claim is over. */
    private Uni<Void> tell(Told told) {
        return verdict(told)
                .invoke(meters::tried)
                .chain(verdict -> mark(told, verdict))
                .onFailure()
                .invoke(failure -> Log.warnf(
                        "What became of a logout token could not be kept. client=%s session=%s cause=%s",
                        told.client(), told.session(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Verdict> verdict(Told told) {
        return told.address()
                .map(address -> tokens.sign(told, clock.instant())
                        .chain(token -> post(address, token))
                        .map(outcome -> Verdict.of(outcome, told.number(), clock.instant(), told.giveUpAt())))
                .orElseGet(() -> Uni.createFrom().item(new Over(Verdict.WITHDRAWN)));
    }

    private Uni<Outcome> post(String address, String token) {
        String body = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return post.send(URI.create(address), HEADERS, body, config.patience());
    }

    private Uni<Void> mark(Told told, Verdict verdict) {
        return switch (verdict) {
            case Delivered delivered -> store.delivered(told);
            case Again(String reason, var at) -> store.again(told, reason, at);
            case Over(String reason) -> store.over(told, reason);
        };
    }
}
