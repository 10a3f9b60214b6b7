package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.Factors;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The page about oneself.
 *
 * @param required a second factor is asked of this person whenever they sign in
 * @param factors what there is besides the password
 * @param shown this session may see which passkeys there are
 * @param fresh the strongest factor was proved a moment ago, so that factors may be changed
 * @param proved the session at hand has two factors
 * @param applicationsKnown whether it could be found out which there are
 * @param events what happened lately, the newest first
 */
record AccountPage(
        String formToken,
        String username,
        String email,
        boolean required,
        Factors factors,
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
