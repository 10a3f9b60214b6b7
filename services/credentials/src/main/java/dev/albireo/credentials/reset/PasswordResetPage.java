package dev.albireo.credentials.reset;

import io.quarkus.qute.TemplateInstance;

/**
 * The page for a new password, or the one that says that it was set.
 *
 * @param token of the link
 * @param problem why the last password was refused, or empty
 */
record PasswordResetPage(String formToken, String token, String username, boolean changed, String problem)
        implements TemplateInstance {
    /** Returns the page after the change. */
    static PasswordResetPage done() {
        return new PasswordResetPage("", "", "", true, "");
    }
}
