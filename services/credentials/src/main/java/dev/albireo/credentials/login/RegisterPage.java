package dev.albireo.credentials.login;

import io.quarkus.qute.TemplateInstance;

/**
 * The page where users register themselves.
 *
 * @param shortest the minimum number of characters of the password
 */
record RegisterPage(
        String formToken,
        String interaction,
        String username,
        String email,
        int shortest,
        String problem,
        ClientView client)
        implements TemplateInstance {}
