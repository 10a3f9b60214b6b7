package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.EnrolledFactors;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The section "security" of the account page.
 *
 * @param required whether a second factor is required at every sign-in of the user
 * @param factors the factors besides the password
 * @param shown whether this session may see the list of passkeys
 * @param fresh whether the strongest factor was proved recently enough to change factors
 * @param proved whether the current session has two factors
 * @param resetAt from when a requested removal of all second factors can be finished, or empty
 * @param mayEnrol whether this session may add a factor without an enrolment code
 */
record SecurityPage(
        String formToken,
        String username,
        String email,
        boolean required,
        EnrolledFactors factors,
        boolean shown,
        boolean fresh,
        boolean proved,
        String resetAt,
        boolean mayEnrol,
        String problem,
        List<PasskeyRow> passkeys)
        implements TemplateInstance {}
