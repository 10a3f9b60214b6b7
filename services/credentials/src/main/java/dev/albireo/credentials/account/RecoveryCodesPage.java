package dev.albireo.credentials.account;

import dev.albireo.credentials.recovery.ShownCodes;
import io.quarkus.qute.TemplateInstance;

/**
 * Recovery codes.
 *
 * @param left how many are good
 * @param factor there is a second factor that they stand in for
 * @param codes new ones that are still to be kept
 */
record RecoveryCodesPage(
        String formToken,
        int left,
        boolean factor,
        String problem,
        ShownCodes codes,
        String savedAction,
        String interaction,
        String returnTo)
        implements TemplateInstance {}
