package dev.albireo.credentials.reset;

import io.quarkus.qute.TemplateInstance;

/**
 * The page that asks for a login name, or says that the email is on its way.
 *
 * @param problem why the last request was refused, or empty
 */
record ForgottenPasswordPage(String formToken, String username, boolean sent, String problem)
        implements TemplateInstance {}
