package dev.albireo.web;

import com.nimbusds.jose.jwk.JWKSet;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The JWKS of {@code oauth}, kept in memory: fetched when first needed, and again for an unknown key id, at most every five seconds. */
@ApplicationScoped
@DefaultBean
class FetchedKeys implements VerificationKeys {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Seen NONE = new Seen(new JWKSet(), Instant.EPOCH);

    private final WebClient client;
    private final String uri;
    private final Clock clock;
    private final AtomicReference<Seen> seen = new AtomicReference<>(NONE);

    private record Seen(JWKSet keys, Instant at) {}

    FetchedKeys(Vertx vertx, WebConfig config, Clock clock) {
        this.client = WebClient.create(vertx);
        this.uri = config.oauthUrl() + "/.well-known/jwks.json";
        this.clock = clock;
    }

    @Override
    public Uni<JWKSet> keys() {
        Seen last = seen.get();
        return last == NONE ? fetch() : Uni.createFrom().item(last.keys());
    }

    @Override
    public Uni<JWKSet> refreshed() {
        Seen last = seen.get();
        boolean recent = clock.instant().isBefore(last.at().plus(PAUSE));
        return recent ? Uni.createFrom().item(last.keys()) : fetch();
    }

    private Uni<JWKSet> fetch() {
        return client.getAbs(uri)
                .timeout(TIMEOUT.toMillis())
                .send()
                .map(answer -> parse(answer.bodyAsString()))
                .invoke(keys -> seen.set(new Seen(keys, clock.instant())))
                .onFailure()
                .transform(failure -> Problem.UNAVAILABLE.because("the signing keys cannot be read just now"));
    }

    private static JWKSet parse(String body) {
        try {
            return JWKSet.parse(body);
        } catch (ParseException e) {
            throw new IllegalStateException("not a JWKS", e);
        }
    }
}
