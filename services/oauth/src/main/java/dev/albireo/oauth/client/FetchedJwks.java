package dev.albireo.oauth.client;

import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.web.DocumentFetch;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of {@code jwks_uri}, cached for a while. A document that cannot be fetched has no keys; repeated requests do not make this
 * server fetch one URL repeatedly.
 */
@Singleton
class FetchedJwks {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST = 1000;

    private final DocumentFetch fetch;
    private final Clock clock;
    private final Map<String, Seen> seen = Collections.synchronizedMap(new Recent());

    FetchedJwks(DocumentFetch fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /** The cached keys, their expiry, and the time from which a missing key justifies another fetch. */
    private record Seen(JWKSet keys, Instant until, Instant renewableFrom) {}

    private static final class Recent extends LinkedHashMap<String, Seen> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    }

    /** Returns the recently fetched keys. */
    Uni<JWKSet> keys(String uri) {
        Instant now = clock.instant();
        return last(uri)
                .filter(last -> now.isBefore(last.until()))
                .map(last -> Uni.createFrom().item(last.keys()))
                .orElseGet(() -> read(uri, now));
    }

    /** Returns newly fetched keys, for a key that was missing; the cached ones if they were fetched just before. */
    Uni<JWKSet> renewed(String uri) {
        Instant now = clock.instant();
        Seen last = last(uri).orElse(new Seen(new JWKSet(), now, now));
        if (now.isBefore(last.renewableFrom())) {
            return Uni.createFrom().item(last.keys());
        }
        seen.put(uri, new Seen(last.keys(), last.until(), now.plus(PAUSE)));
        return read(uri, now);
    }

    private Optional<Seen> last(String uri) {
        return Optional.ofNullable(seen.get(uri));
    }

    private Uni<JWKSet> read(String uri, Instant now) {
        return fetch.get(URI.create(uri), PATIENCE, PublicKeys.MOST_BYTES)
                .map(text -> keep(uri, text.flatMap(PublicKeys::parse), now));
    }

    private JWKSet keep(String uri, Optional<JWKSet> read, Instant now) {
        Optional<Seen> last = last(uri).filter(known -> now.isBefore(known.until()));
        Instant renewable = last.map(Seen::renewableFrom).orElse(now);
        Seen kept = read.map(keys -> new Seen(keys, now.plus(LIFE), renewable))
                .orElseGet(() -> last.orElse(new Seen(new JWKSet(), now.plus(PAUSE), now.plus(PAUSE))));
        seen.put(uri, kept);
        return kept.keys();
    }
}
