package dev.albireo.credentials.twofactor;

import dev.albireo.credentials.recovery.NewRecoveryCodes;
import io.quarkus.qute.TemplateInstance;

/**
 * The page of two-factor settings.
 *
 * @param enabled whether an authenticator application is a factor
 * @param codes new recovery codes that the user has not confirmed yet
 */
record TwoFactorPage(
        String formToken,
        String username,
        boolean enabled,
        long passkeys,
        int recoveryCodesLeft,
        NewRecoveryCodes codes,
        String savedAction,
        String interaction,
        String returnTo)
        implements TemplateInstance {}
