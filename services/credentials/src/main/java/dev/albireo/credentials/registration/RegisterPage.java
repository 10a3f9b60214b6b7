package dev.albireo.credentials.registration;

import dev.albireo.credentials.login.ClientView;
import io.quarkus.qute.TemplateInstance;

/**
 * The page where users register themselves.
 *
 * @param shortest the minimum number of characters of the password
 * @param terms where the terms are that the user accepts, or empty
 */
record RegisterPage(
        String formToken,
        String interaction,
        String username,
        String email,
        int shortest,
        String terms,
        String problem,
        ClientView client)
        implements TemplateInstance {}
