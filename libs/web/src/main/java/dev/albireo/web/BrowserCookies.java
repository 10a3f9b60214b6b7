package dev.albireo.web;

import dev.albireo.protocol.Opaque;
import java.util.List;
import java.util.Optional;

/**
 * The browser cookies of one request. A browser has one as a rule, and several where its first requests were sent at the same time, none of
 * them with a cookie: each answer then sets one under a name of its own, so that none overwrites another.
 *
 * @param values ordered by the cookies' names; at most {@link Cookies#MOST_BROWSER_COOKIES}
 */
public record BrowserCookies(List<Opaque> values) {
    public static final BrowserCookies NONE = new BrowserCookies(List.of());

    public BrowserCookies {
        values = List.copyOf(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The one that new things are bound to. */
    public Optional<Opaque> first() {
        return values.stream().findFirst();
    }

    /** Whether the browser holds the value with this hash. */
    public boolean holds(String hash) {
        return values.stream().anyMatch(value -> value.hash().equals(hash));
    }

    /** The hashes of all of them. */
    public List<String> hashes() {
        return values.stream().map(Opaque::hash).toList();
    }

    /** These, or {@code other} where there are none. */
    public BrowserCookies orElse(Opaque other) {
        return isEmpty() ? new BrowserCookies(List.of(other)) : this;
    }
}
