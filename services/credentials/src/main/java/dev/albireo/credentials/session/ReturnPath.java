package dev.albireo.credentials.session;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a person may be sent back to after signing in or confirming: one of our own pages, from a fixed list, so to nobody else's. */
public final class ReturnPath {
    /** The parameter that carries it. */
    public static final String PARAMETER = "redirect_to";

    private static final Set<String> PAGES = Set.of(
            "/account/password",
            "/account/recovery-codes",
            "/auth/two-factor",
            "/auth/two-factor/enable",
            "/auth/two-factor/disable");

    private ReturnPath() {}

    /** Returns the page, if it is one of the list. */
    public static Optional<String> of(@Nullable String path) {
        return path != null && PAGES.contains(path) ? Optional.of(path) : Optional.empty();
    }

    /** Returns a path of ours with the page as its only parameter, if there is one. */
    public static String on(String path, Optional<String> page) {
        return path + page.map(to -> "?" + PARAMETER + "=" + to).orElse("");
    }
}
