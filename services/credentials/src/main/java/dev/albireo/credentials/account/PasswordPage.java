package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/** The page for a new password. */
record PasswordPage(String formToken, String username, String problem) implements TemplateInstance {}
