package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;

/**
 * The page of the link that cancels the requested removal of all second factors, or the one that says that it is cancelled.
 *
 * @param token of the link
 * @param at from when they can be removed
 */
record CancelFactorResetPage(String formToken, String token, String username, String at, boolean cancelled)
        implements TemplateInstance {}
