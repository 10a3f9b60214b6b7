package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/** The page after the deletion of the account. */
record AccountDeletedPage(String username) implements TemplateInstance {}
