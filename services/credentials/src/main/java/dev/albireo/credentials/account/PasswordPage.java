package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/**
 * The page for a new password.
 *
 * @param shortest the minimum number of its characters
 * @param first whether the user has no password yet
 */
record PasswordPage(String formToken, String username, int shortest, boolean first, String problem)
        implements TemplateInstance {}
