package dev.albireo.credentials.account;

import dev.albireo.credentials.recovery.NewRecoveryCodes;
import io.quarkus.qute.TemplateInstance;

/**
 * The page of recovery codes.
 *
 * @param left how many are unused
 * @param factor whether there is a second factor that they can replace
 * @param codes new ones that the user has not confirmed yet
 */
record RecoveryCodesPage(
        String formToken,
        int left,
        boolean factor,
        String problem,
        NewRecoveryCodes codes,
        String savedAction,
        String interaction,
        String returnTo)
        implements TemplateInstance {}
