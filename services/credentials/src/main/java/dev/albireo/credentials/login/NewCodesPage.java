package dev.albireo.credentials.login;

import dev.albireo.credentials.recovery.NewRecoveryCodes;
import io.quarkus.qute.TemplateInstance;

/** New recovery codes during a sign-in. */
record NewCodesPage(String formToken, String interaction, String returnTo, NewRecoveryCodes codes, String savedAction)
        implements TemplateInstance {}
