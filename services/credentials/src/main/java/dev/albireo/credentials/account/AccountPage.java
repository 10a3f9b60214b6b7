package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.EnrolledFactors;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The account page.
 *
 * @param required whether a second factor is required at every sign-in of the user
 * @param factors the factors besides the password
 * @param shown whether this session may see the list of passkeys
 * @param fresh whether the strongest factor was proved recently enough to change factors
 * @param proved whether the current session has two factors
 * @param applicationsKnown whether the applications could be retrieved
 * @param events recent events, the newest first
 */
record AccountPage(
        String formToken,
        String username,
        String email,
        boolean required,
        EnrolledFactors factors,
        boolean shown,
        boolean fresh,
        boolean proved,
        boolean mayEnrol,
        String problem,
        List<PasskeyRow> passkeys,
        List<SessionRow> sessions,
        boolean applicationsKnown,
        List<ApplicationRow> applications,
        List<EventRow> events)
        implements TemplateInstance {}
