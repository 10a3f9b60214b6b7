package dev.albireo.credentials.login;

import io.quarkus.qute.TemplateInstance;

/**
 * The page of the first factor.
 *
 * @param problem the error of the last attempt, or empty
 */
record LoginPage(
        String formToken,
        String interaction,
        String returnTo,
        String username,
        String problem,
        ClientView client,
        boolean registration)
        implements TemplateInstance {}
