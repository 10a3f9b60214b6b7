package dev.albireo.credentials.twofactor;

import io.quarkus.qute.TemplateInstance;

/** The page that removes an authenticator application. */
record DisableAppPage(String formToken, boolean only, String problem) implements TemplateInstance {}
