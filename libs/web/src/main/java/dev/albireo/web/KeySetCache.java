package dev.albireo.web;

import com.nimbusds.jose.jwk.JWKSet;
import io.smallrye.mutiny.Uni;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Key sets that are fetched from URLs (RFC 7517 section 5). Concurrent requests for one set share a fetch. A set has a maximum age; a failed
 * fetch is remembered for a moment, and so is the search for a missing key, so that repeated requests do not make this server fetch one URL
 * repeatedly. The least recently used sets are dropped when there are too many, or they are too large in total.
 */
public final class KeySetCache {
    /** The maximum number of sets. */
    static final int MAX_ENTRIES = 1_000;

    /** The maximum size of all documents and their URLs, in characters. */
    static final int MAX_CHARACTERS = 8_000_000;

    private final Function<String, Uni<Optional<String>>> fetch;
    private final Ages ages;
    private final Clock clock;
    private final SingleFlight<String, FetchedKeySet> fetches = new SingleFlight<>();
    private final Map<String, FetchedKeySet> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;

    /**
     * The times that matter to a set.
     *
     * @param refreshAfter the age from which it is fetched again
     * @param duringFetch the age up to which it is used while another request fetches it; not shorter than that
     * @param maxAge the age up to which it is used while it cannot be fetched
     * @param failureBackoff the minimum time from a failed fetch to the next one
     * @param refetchInterval the minimum time between two fetches for a missing key
     */
    public record Ages(
            Duration refreshAfter,
            Duration duringFetch,
            Duration maxAge,
            Duration failureBackoff,
            Duration refetchInterval) {}

    private record FetchedKeySet(
            JWKSet keys, int characters, Instant fetchedAt, Instant nextFetch, Instant nextRenewal, boolean failed) {
        private static final FetchedKeySet NONE =
                new FetchedKeySet(new JWKSet(), 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, true);

        FetchedKeySet renewed(Instant next) {
            return new FetchedKeySet(keys, characters, fetchedAt, nextFetch, next, failed);
        }

        FetchedKeySet failed(Instant next, Instant renewal) {
            return new FetchedKeySet(keys, characters, fetchedAt, next, renewal, true);
        }
    }

    /**
     * Creates a cache.
     *
     * @param fetch reads the document of a URL; empty if it cannot be read; never fails
     */
    public KeySetCache(Function<String, Uni<Optional<String>>> fetch, Ages ages, Clock clock) {
        this.fetch = fetch;
        this.ages = ages;
        this.clock = clock;
    }

    /** Returns the keys at a URL, cached ones if they are recent; empty if there are none and the fetch fails. */
    public Uni<Optional<JWKSet>> keys(String uri) {
        Instant now = clock.instant();
        FetchedKeySet last = last(uri);
        Optional<JWKSet> usable = usable(last, now);
        boolean cached = now.isBefore(last.nextFetch()) || (usable.isPresent() && fetches.isRunning(uri));
        return cached ? Uni.createFrom().item(usable) : fetched(uri, now).map(read -> usable(read, now));
    }

    /**
     * Returns the present keys at a URL, for a key that {@link #keys} lacks: those of the fetch that runs, or the cached ones if a key was
     * missing just before; empty if the last fetch failed, since the cached keys may be outdated then.
     */
    public Uni<Optional<JWKSet>> renewed(String uri) {
        Instant now = clock.instant();
        boolean fetch = beginsRenewal(uri, now) || fetches.isRunning(uri);
        return (fetch ? fetched(uri, now) : Uni.createFrom().item(last(uri)))
                .map(read -> read.failed() ? Optional.empty() : usable(read, now));
    }

    private synchronized boolean beginsRenewal(String uri, Instant now) {
        FetchedKeySet last = last(uri);
        boolean begins = !now.isBefore(last.nextRenewal());
        if (begins) {
            put(uri, last.renewed(now.plus(ages.refetchInterval())));
        }
        return begins;
    }

    /** Parses a key set; empty if the text is not one. */
    public static Optional<JWKSet> parse(String text) {
        try {
            return Optional.of(JWKSet.parse(text));
        } catch (ParseException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NullPointerException e) {
            return Optional.empty();
        }
    }

    private Optional<JWKSet> usable(FetchedKeySet set, Instant now) {
        Duration age = set.failed() ? ages.maxAge() : ages.duringFetch();
        return now.isBefore(set.fetchedAt().plus(age)) ? Optional.of(set.keys()) : Optional.empty();
    }

    private Uni<FetchedKeySet> fetched(String uri, Instant now) {
        return fetches.join(uri, () -> fetch.apply(uri).map(text -> store(uri, text, now)));
    }

    /** Pauses begin when the fetch ends, ages when it begins. */
    private synchronized FetchedKeySet store(String uri, Optional<String> text, Instant begun) {
        FetchedKeySet last = last(uri);
        Instant now = clock.instant();
        FetchedKeySet next = text.flatMap(document -> parse(document)
                        .map(keys -> new FetchedKeySet(
                                keys,
                                document.length(),
                                begun,
                                begun.plus(ages.refreshAfter()),
                                last.nextRenewal(),
                                false)))
                .orElseGet(() -> last.failed(now.plus(ages.failureBackoff()), now.plus(ages.refetchInterval())));
        put(uri, next);
        return next;
    }

    private synchronized FetchedKeySet last(String uri) {
        return entries.getOrDefault(uri, FetchedKeySet.NONE);
    }

    private synchronized void put(String uri, FetchedKeySet set) {
        FetchedKeySet before = entries.put(uri, set);
        characters += before == null ? uri.length() + set.characters() : set.characters() - before.characters();
        Iterator<Map.Entry<String, FetchedKeySet>> eldest = entries.entrySet().iterator();
        while (entries.size() > MAX_ENTRIES || characters > MAX_CHARACTERS) {
            Map.Entry<String, FetchedKeySet> dropped = eldest.next();
            characters -= dropped.getKey().length() + dropped.getValue().characters();
            eldest.remove();
        }
    }
}
