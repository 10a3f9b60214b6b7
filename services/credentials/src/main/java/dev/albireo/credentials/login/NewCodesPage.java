package dev.albireo.credentials.login;

import dev.albireo.credentials.recovery.ShownCodes;
import io.quarkus.qute.TemplateInstance;

/** New recovery codes during a sign-in. */
record NewCodesPage(String formToken, String interaction, String returnTo, ShownCodes codes, String savedAction)
        implements TemplateInstance {}
