package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/**
 * A fresh proof before a change.
 *
 * @param kind the name of a {@link dev.albireo.credentials.factor.Factors.Kind}: the strongest this person has
 * @param returnTo where to go on, or empty for the account page
 */
record ConfirmPage(String formToken, String username, String kind, String problem, String returnTo)
        implements TemplateInstance {}
