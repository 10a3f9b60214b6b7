package dev.albireo.credentials.session;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages that a user may return to after signing in or confirming: pages of this server from a fixed list, so no open redirect. */
public final class ReturnPath {
    /** The name of the parameter. */
    public static final String PARAMETER = "redirect_to";

    private static final Set<String> PAGES = Set.of(
            "/account/email",
            "/account/email/confirm",
            "/account/security",
            "/account/sign-ins",
            "/account/applications",
            "/account/profile",
            "/account/password",
            "/account/recovery-codes",
            "/auth/two-factor",
            "/auth/two-factor/enable",
            "/auth/two-factor/disable");

    private ReturnPath() {}

    /** Returns the page, if it is on the list. */
    public static Optional<String> of(@Nullable String path) {
        return path != null && PAGES.contains(path) ? Optional.of(path) : Optional.empty();
    }

    /** Returns a path of this server with the page as its only parameter, if there is one. */
    public static String on(String path, Optional<String> page) {
        return path + page.map(to -> "?" + PARAMETER + "=" + to).orElse("");
    }
}
