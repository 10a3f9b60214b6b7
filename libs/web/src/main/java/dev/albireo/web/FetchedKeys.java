package dev.albireo.web;

import com.nimbusds.jose.jwk.JWKSet;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The JWKS of {@code oauth}, cached for five seconds, so that a revoked key is rejected within seconds. While {@code oauth} is unavailable,
 * the cached keys are used for at most five minutes; afterwards every token is rejected.
 */
@ApplicationScoped
@DefaultBean
class FetchedKeys implements VerificationKeys {
    /** How long keys are used without a request. */
    static final Duration FRESH = Duration.ofSeconds(5);
    /** The maximum age of keys during a concurrent request. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** The maximum age of keys while {@code oauth} is unavailable. */
    static final Duration LONGEST = Duration.ofMinutes(5);
    /** The minimum interval between requests for unknown key ids. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(FetchedKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final Seen NONE = new Seen(new JWKSet(), Instant.EPOCH, Instant.EPOCH, false);

    private final WebClient client;
    private final String uri;
    private final Clock clock;
    private final AtomicReference<Seen> seen = new AtomicReference<>(NONE);

    /**
     * The last response.
     *
     * @param at when the keys were fetched
     * @param asked when {@code oauth} was last requested, with or without success
     * @param failed whether that request failed
     */
    private record Seen(JWKSet keys, Instant at, Instant asked, boolean failed) {
        boolean isUsable(Instant now) {
            return now.isBefore(at.plus(failed ? LONGEST : GRACE));
        }
    }

    @Inject
    FetchedKeys(Vertx vertx, WebConfig config, Clock clock) {
        this(vertx, config.oauthUrl() + "/.well-known/jwks.json", clock);
    }

    FetchedKeys(Vertx vertx, String uri, Clock clock) {
        this.client = WebClient.create(vertx);
        this.uri = uri;
        this.clock = clock;
    }

    @Override
    public Uni<JWKSet> keys() {
        Seen last = seen.get();
        Instant now = clock.instant();
        if (now.isBefore(last.asked().plus(FRESH)) && last.isUsable(now)) {
            return Uni.createFrom().item(last.keys());
        }
        return seen.compareAndSet(last, new Seen(last.keys(), last.at(), now, last.failed())) ? known(now) : keys();
    }

    @Override
    public Uni<JWKSet> refreshed() {
        Seen last = seen.get();
        Instant now = clock.instant();
        boolean recent = now.isBefore(last.asked().plus(PAUSE)) && last.isUsable(now);
        return recent
                ? Uni.createFrom().item(last.keys())
                : fetched(now).onFailure().transform(FetchedKeys::unavailable);
    }

    /** Returns the current keys, or the cached ones if the request fails and they are not too old. */
    private Uni<JWKSet> known(Instant now) {
        return fetched(now).onFailure().recoverWithUni(failure -> {
            Seen last = seen.get();
            LOG.warnf("signing keys not fetched uri=%s last=%s cause=%s", uri, last.at(), failure);
            return last.isUsable(now)
                    ? Uni.createFrom().item(last.keys())
                    : Uni.createFrom().failure(unavailable(failure));
        });
    }

    private Uni<JWKSet> fetched(Instant now) {
        return client.getAbs(uri)
                .timeout(TIMEOUT.toMillis())
                .send()
                .map(answer -> parse(answer.statusCode() == OK ? answer.bodyAsString() : ""))
                .invoke(keys -> seen.set(new Seen(keys, now, now, false)))
                .onFailure()
                .invoke(failure -> seen.updateAndGet(last -> new Seen(last.keys(), last.at(), now, true)));
    }

    private static ProblemRefusal unavailable(Throwable failure) {
        return Problem.UNAVAILABLE.because("the signing keys are temporarily unavailable");
    }

    private static JWKSet parse(String body) {
        try {
            return JWKSet.parse(body);
        } catch (ParseException e) {
            throw new IllegalStateException("not a JWKS", e);
        }
    }
}
