package dev.albireo.credentials.registration;

import dev.albireo.credentials.login.ClientView;
import io.quarkus.qute.TemplateInstance;

/** The page where users request a link to register with, or the one that says that the mail is on its way. */
record RequestRegistrationPage(
        String formToken,
        String interaction,
        String email,
        String name,
        boolean sent,
        String problem,
        ClientView client)
        implements TemplateInstance {}
