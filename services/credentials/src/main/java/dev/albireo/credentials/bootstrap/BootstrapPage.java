package dev.albireo.credentials.bootstrap;

import io.quarkus.qute.TemplateInstance;

/**
 * The page that creates the first administrator.
 *
 * @param shortest the minimum number of characters of the password
 */
record BootstrapPage(String formToken, String username, int shortest, String problem) implements TemplateInstance {}
