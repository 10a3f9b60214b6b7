package dev.albireo.credentials.registration;

import dev.albireo.credentials.login.ClientView;
import io.quarkus.qute.TemplateInstance;

/**
 * The page where users register themselves.
 *
 * @param shortest the minimum number of characters of the password
 * @param terms where the terms are that the user accepts, or empty
 * @param passkey whether the user may create a passkey instead of the password
 */
record RegisterPage(
        String formToken,
        String interaction,
        String username,
        String email,
        int shortest,
        String terms,
        boolean passkey,
        String problem,
        ClientView client)
        implements TemplateInstance {}
