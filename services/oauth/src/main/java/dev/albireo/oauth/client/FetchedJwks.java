package dev.albireo.oauth.client;

import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.web.Fetch;
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
 * The documents behind {@code jwks_uri}, kept for a while. One that cannot be had has no keys; nobody makes this server ask for the same
 * one over and over.
 */
@Singleton
class FetchedJwks {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST = 1000;

    private final Fetch fetch;
    private final Clock clock;
    private final Map<String, Seen> seen = Collections.synchronizedMap(new Recent());

    FetchedJwks(Fetch fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /** What was read, until when it counts, and from when on a key that is not in it is worth another look. */
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

    /** The keys as they were read not long ago. */
    Uni<JWKSet> keys(String uri) {
        Instant now = clock.instant();
        return last(uri)
                .filter(last -> now.isBefore(last.until()))
                .map(last -> Uni.createFrom().item(last.keys()))
                .orElseGet(() -> read(uri, now));
    }

    /** The keys as they are now, for a key that was not among them; as they were where somebody asked for that just before. */
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
