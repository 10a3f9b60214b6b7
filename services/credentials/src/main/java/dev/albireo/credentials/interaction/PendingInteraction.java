package dev.albireo.credentials.interaction;

import dev.albireo.policy.SecondFactorKind;
import dev.albireo.protocol.Interaction;
import dev.albireo.protocol.Interaction.RequiredStep;
import dev.albireo.protocol.QueryEncoding;
import dev.albireo.web.BrowserCookies;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An authorization request that waits for the user.
 *
 * @param token its signed token, as the pages pass it on
 */
public record PendingInteraction(String token, Interaction request) {

    /** Returns where the browser continues after the last step: the pending request, or the account page. */
    public static String continueUrl(Optional<PendingInteraction> pending) {
        return pending.map(p -> continueUrl(p.request.id())).orElse("/account");
    }

    /** Returns the URL that continues the request of this id. */
    static String continueUrl(String id) {
        return "/authorize?interaction=" + encode(id);
    }

    /** Returns the page of the first factor, for the same request. */
    public static String toLogin(Optional<PendingInteraction> pending) {
        return "/login" + query(pending);
    }

    /** Returns the page of the second factor, for the same request. */
    public static String toSecondFactor(Optional<PendingInteraction> pending) {
        return "/login/2fa" + query(pending);
    }

    /** Returns the page of the reset of the second factors, for the same request. */
    public static String toFactorReset(Optional<PendingInteraction> pending) {
        return "/login/2fa/reset" + query(pending);
    }

    /** Returns the AuthConfig that the client names, if any. */
    public static Optional<String> authConfig(Optional<PendingInteraction> pending) {
        return pending.flatMap(p -> p.request.client().authConfig());
    }

    /** Returns whether the request requires a second factor in the current session. */
    public boolean asksForSecondFactor() {
        return request.step() == RequiredStep.SECOND_FACTOR;
    }

    /** Returns the second factors that satisfy the request; those of a newer release are omitted. */
    public Set<SecondFactorKind> acceptedFactors() {
        Set<SecondFactorKind> named = request.acceptedFactors().stream()
                .map(SecondFactorKind::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return named.isEmpty() ? SecondFactorKind.ANY : named;
    }

    /** Returns whether the request is about another user. */
    public boolean isForAnother(String subject) {
        return request.subject().filter(wanted -> !wanted.equals(subject)).isPresent();
    }

    /** Returns whether the request is bound to the browser with these cookies, as {@code oauth} declared. */
    boolean isFor(BrowserCookies browser) {
        return request.browser().map(browser::contains).orElse(true);
    }

    private static String query(Optional<PendingInteraction> pending) {
        return pending.map(p -> "?interaction=" + encode(p.token)).orElse("");
    }

    private static String encode(String text) {
        return QueryEncoding.encode(text);
    }
}
