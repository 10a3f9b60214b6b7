package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/**
 * The page for a new password.
 *
 * @param shortest the minimum number of its characters
 */
record PasswordPage(String formToken, String username, int shortest, String problem) implements TemplateInstance {}
