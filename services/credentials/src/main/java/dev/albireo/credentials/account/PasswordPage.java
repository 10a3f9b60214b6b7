package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/** Another password is chosen. */
record PasswordPage(String formToken, String username, String problem) implements TemplateInstance {}
