package dev.albireo.credentials.twofactor;

import io.quarkus.qute.TemplateInstance;

/** An authenticator application is taken away. */
record DisableAppPage(String formToken, boolean only, String problem) implements TemplateInstance {}
