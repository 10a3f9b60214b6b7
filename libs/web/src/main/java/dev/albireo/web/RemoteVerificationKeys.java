package dev.albireo.web;

import com.nimbusds.jose.jwk.JWKSet;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The JWKS of {@code oauth}, cached for five seconds, so that a revoked key is rejected within seconds. While {@code oauth} is unavailable,
 * the cached keys are used for at most five minutes; afterwards every token is rejected.
 */
@ApplicationScoped
@DefaultBean
class RemoteVerificationKeys implements VerificationKeys {
    static final KeySetCache.Ages AGES = new KeySetCache.Ages(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    private static final Logger LOG = Logger.getLogger(RemoteVerificationKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 262_144;

    private final KeySetCache cache;
    private final String uri;

    @Inject
    RemoteVerificationKeys(
            HostAddressResolver addresses, EgressConfig egress, Vertx vertx, WebConfig config, Clock clock) {
        this(
                new DocumentFetch(OutgoingClient.ofServices(addresses, egress, vertx)),
                config.oauthUrl() + "/.well-known/jwks.json",
                clock);
    }

    RemoteVerificationKeys(DocumentFetch fetch, String uri, Clock clock) {
        this.uri = uri;
        this.cache = new KeySetCache(
                source -> fetch.get(URI.create(source), TIMEOUT, MAX_BYTES).invoke(text -> {
                    if (text.isEmpty()) {
                        LOG.warnf("signing keys not fetched uri=%s", source);
                    }
                }),
                AGES,
                clock);
    }

    @Override
    public Uni<JWKSet> keys() {
        return cache.keys(uri).map(found -> found.orElseThrow(RemoteVerificationKeys::unavailable));
    }

    @Override
    public Uni<JWKSet> refreshed() {
        return cache.renewed(uri).map(found -> found.orElseThrow(RemoteVerificationKeys::unavailable));
    }

    private static ProblemRefusal unavailable() {
        return Problem.UNAVAILABLE.because("the signing keys are temporarily unavailable");
    }
}
