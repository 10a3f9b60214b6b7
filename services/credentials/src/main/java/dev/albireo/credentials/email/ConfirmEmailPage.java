package dev.albireo.credentials.email;

import io.quarkus.qute.TemplateInstance;

/**
 * The page of a link that proves an address, or the one that says that it is confirmed.
 *
 * @param token of the link; empty if the page was opened without one
 */
record ConfirmEmailPage(String formToken, String token, String username, String email, boolean confirmed)
        implements TemplateInstance {}
