package dev.albireo.credentials.reset;

import io.quarkus.qute.TemplateInstance;

/**
 * The page for a new password, or the one that says that it was set.
 *
 * @param token of the link
 * @param shortest the minimum number of characters of the password
 * @param problem why the last password was refused, or empty
 */
record PasswordResetPage(String formToken, String token, String username, int shortest, boolean changed, String problem)
        implements TemplateInstance {
    /** Returns the page after the change. */
    static PasswordResetPage done() {
        return new PasswordResetPage("", "", "", 0, true, "");
    }
}
