package dev.albireo.credentials.bootstrap;

import io.quarkus.qute.TemplateInstance;

/** The page that creates the first administrator. */
record BootstrapPage(String formToken, String username, String problem) implements TemplateInstance {}
