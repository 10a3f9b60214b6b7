package dev.albireo.credentials.email;

import io.quarkus.qute.TemplateInstance;

/**
 * The page of the email address, or the one that says that the mail is on its way.
 *
 * @param email the present address, or empty
 * @param wanted the address of the last request
 * @param enabled whether mails are sent
 * @param fresh whether the strongest factor was proved recently enough for a request
 * @param problem why the last request was refused, or empty
 */
record EmailPage(
        String formToken,
        String email,
        boolean verified,
        String wanted,
        boolean enabled,
        boolean fresh,
        boolean sent,
        String problem)
        implements TemplateInstance {}
