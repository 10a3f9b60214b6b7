package dev.albireo.credentials.registration;

import dev.albireo.credentials.login.ClientView;
import io.quarkus.qute.TemplateInstance;

/**
 * The page of a link, where users choose their name and password.
 *
 * @param email the address that the link proves
 * @param shortest the minimum number of characters of the password
 * @param terms where the terms are that the user accepts, or empty
 * @param passkey whether the user may create a passkey instead of the password
 */
record CompleteRegistrationPage(
        String formToken,
        String token,
        String email,
        String username,
        String name,
        int shortest,
        String terms,
        boolean passkey,
        String problem,
        ClientView client)
        implements TemplateInstance {}
