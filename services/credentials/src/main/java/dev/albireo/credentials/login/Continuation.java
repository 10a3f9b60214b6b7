package dev.albireo.credentials.login;

import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.ReturnPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The destination after the last step.
 *
 * @param pending the pending request, which takes precedence
 * @param page one of {@link ReturnPath}'s pages
 */
public record Continuation(Optional<PendingInteraction> pending, Optional<String> page) {
    static Continuation of(Optional<PendingInteraction> pending, @Nullable String page) {
        return new Continuation(pending, ReturnPath.of(page));
    }

    /** Returns the path of the pending request, the page, or the account. */
    String path() {
        return pending.isPresent()
                ? PendingInteraction.continueUrl(pending)
                : page.orElse(PendingInteraction.continueUrl(pending));
    }

    /** Returns the first factor, with the same destination. */
    String toLogin() {
        return pending.isPresent() ? PendingInteraction.toLogin(pending) : ReturnPath.on("/login", page);
    }

    /** Returns the second factor, with the same destination. */
    String toSecondFactor() {
        return pending.isPresent() ? PendingInteraction.toSecondFactor(pending) : ReturnPath.on("/login/2fa", page);
    }

    /** Returns the second factor as {@link #toSecondFactor} does, with this option. */
    String toSecondFactor(FactorOption option) {
        String path = toSecondFactor();
        return path + (path.contains("?") ? "&" : "?") + "way=" + option.parameter();
    }

    /** Returns the page on which the user requests that all second factors are removed, with the same destination. */
    String toReset() {
        return pending.isPresent()
                ? PendingInteraction.toFactorReset(pending)
                : ReturnPath.on("/login/2fa/reset", page);
    }

    /** Returns the hidden field {@code interaction}. */
    String interaction() {
        return pending.map(PendingInteraction::token).orElse("");
    }

    /** Returns the hidden field {@code redirect_to}. */
    String returnTo() {
        return page.orElse("");
    }
}
