package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/**
 * The page for a fresh proof before a change.
 *
 * @param kind the name of a {@link dev.albireo.credentials.factor.EnrolledFactors.Kind}: the strongest of this user
 * @param returnTo the page to return to, or empty for the account page
 */
record ConfirmPage(String formToken, String username, String kind, String problem, String returnTo)
        implements TemplateInstance {}
