package dev.albireo.credentials.twofactor;

import dev.albireo.credentials.totp.PendingApp;
import io.quarkus.qute.TemplateInstance;

/** The page that enrols an authenticator application. */
record EnableAppPage(String formToken, PendingApp app, String problem, String interaction, String returnTo)
        implements TemplateInstance {}
