package dev.albireo.credentials.twofactor;

import dev.albireo.credentials.totp.PendingApp;
import io.quarkus.qute.TemplateInstance;

/** An authenticator application is set up. */
record EnableAppPage(String formToken, PendingApp app, String problem, String interaction, String returnTo)
        implements TemplateInstance {}
