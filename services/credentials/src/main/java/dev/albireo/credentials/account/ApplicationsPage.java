package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The section "applications" of the account page.
 *
 * @param applicationsKnown whether the applications could be retrieved
 */
record ApplicationsPage(
        String formToken,
        String username,
        String email,
        String problem,
        boolean applicationsKnown,
        List<ApplicationRow> applications)
        implements TemplateInstance {}
