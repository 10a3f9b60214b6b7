package dev.albireo.credentials.login;

import dev.albireo.credentials.interaction.Pending;
import dev.albireo.credentials.session.ReturnPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser goes when this person has done all that is asked.
 *
 * @param pending the request that waits; it comes first
 * @param page one of {@link ReturnPath}'s pages
 */
public record Onward(Optional<Pending> pending, Optional<String> page) {
    static Onward of(Optional<Pending> pending, @Nullable String page) {
        return new Onward(pending, ReturnPath.of(page));
    }

    /** On with the request, or to the page, or to the account. */
    String path() {
        return pending.isPresent() ? Pending.onward(pending) : page.orElse(Pending.onward(pending));
    }

    /** The first factor, with the same end. */
    String toLogin() {
        return pending.isPresent() ? Pending.toLogin(pending) : ReturnPath.on("/login", page);
    }

    /** The second factor, with the same end. */
    String toSecondFactor() {
        return pending.isPresent() ? Pending.toSecondFactor(pending) : ReturnPath.on("/login/2fa", page);
    }

    /** As {@link #toSecondFactor}, proved in this way. */
    String toSecondFactor(Way way) {
        String path = toSecondFactor();
        return path + (path.contains("?") ? "&" : "?") + "way=" + way.parameter();
    }

    /** The hidden field {@code interaction}. */
    String interaction() {
        return pending.map(Pending::token).orElse("");
    }

    /** The hidden field {@code redirect_to}. */
    String returnTo() {
        return page.orElse("");
    }
}
