package dev.albireo.web;

import dev.albireo.protocol.OpaqueToken;
import java.util.List;
import java.util.Optional;

/**
 * The browser cookies of one request. A browser usually has one, and several if its first requests were concurrent and without a cookie:
 * each response then sets one under a different name, so that none overwrites another.
 *
 * @param values ordered by the cookies' names; at most {@link Cookies#MAX_BROWSER_COOKIES}
 */
public record BrowserCookies(List<OpaqueToken> values) {
    public static final BrowserCookies NONE = new BrowserCookies(List.of());

    public BrowserCookies {
        values = List.copyOf(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the one that new interactions are bound to. */
    public Optional<OpaqueToken> first() {
        return values.stream().findFirst();
    }

    /** Returns whether one of the values has this hash. */
    public boolean contains(String hash) {
        return values.stream().anyMatch(value -> value.hash().equals(hash));
    }

    /** Returns the hashes of all of them. */
    public List<String> hashes() {
        return values.stream().map(OpaqueToken::hash).toList();
    }

    /** Returns these, or {@code other} if there are none. */
    public BrowserCookies orElse(OpaqueToken other) {
        return isEmpty() ? new BrowserCookies(List.of(other)) : this;
    }
}
