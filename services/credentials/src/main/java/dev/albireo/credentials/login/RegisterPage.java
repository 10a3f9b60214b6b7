package dev.albireo.credentials.login;

import io.quarkus.qute.TemplateInstance;

/** The page where users register themselves. */
record RegisterPage(
        String formToken, String interaction, String username, String email, String problem, ClientView client)
        implements TemplateInstance {}
