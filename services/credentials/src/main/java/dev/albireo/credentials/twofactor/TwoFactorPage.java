package dev.albireo.credentials.twofactor;

import dev.albireo.credentials.recovery.ShownCodes;
import io.quarkus.qute.TemplateInstance;

/**
 * The settings of two-factor sign-in.
 *
 * @param enabled an authenticator application is a factor
 * @param codes new recovery codes that are still to be kept
 */
record TwoFactorPage(
        String formToken,
        String username,
        boolean enabled,
        long passkeys,
        int recoveryCodesLeft,
        ShownCodes codes,
        String savedAction,
        String interaction,
        String returnTo)
        implements TemplateInstance {}
