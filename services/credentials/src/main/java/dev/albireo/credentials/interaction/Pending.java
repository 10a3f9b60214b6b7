package dev.albireo.credentials.interaction;

import dev.albireo.protocol.Interaction;
import dev.albireo.protocol.Interaction.Step;
import dev.albireo.web.BrowserCookies;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An authorization request that waits for this person.
 *
 * @param token the signed text that carries it, as the pages hand it on
 */
public record Pending(String token, Interaction request) {

    /** Where the browser goes when this person has done all that is asked: on with the request, or to the account page. */
    public static String onward(Optional<Pending> pending) {
        return pending.map(p -> onward(p.request.id())).orElse("/account");
    }

    /** On with the request of this id. */
    static String onward(String id) {
        return "/authorize?interaction=" + encode(id);
    }

    /** The page of the first factor, for the same request. */
    public static String toLogin(Optional<Pending> pending) {
        return "/login" + query(pending);
    }

    /** The page of the second factor, for the same request. */
    public static String toSecondFactor(Optional<Pending> pending) {
        return "/login/2fa" + query(pending);
    }

    /** The AuthConfig that the application names, if any. */
    public static Optional<String> authConfig(Optional<Pending> pending) {
        return pending.flatMap(p -> p.request.client().authConfig());
    }

    /** Whether the session at hand is to gain a second factor. */
    public boolean asksForSecondFactor() {
        return request.step() == Step.SECOND_FACTOR;
    }

    /** Whether the request is about somebody else than this user. */
    public boolean isForAnother(String subject) {
        return request.subject().filter(wanted -> !wanted.equals(subject)).isPresent();
    }

    /** Whether the request waits for the browser with these cookies, as far as {@code oauth} said. */
    boolean isFor(BrowserCookies browser) {
        return request.browser().map(browser::holds).orElse(true);
    }

    private static String query(Optional<Pending> pending) {
        return pending.map(p -> "?interaction=" + encode(p.token)).orElse("");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
