package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The section "sign-ins" of the account page.
 *
 * @param events recent events, the newest first
 */
record SignInsPage(
        String formToken,
        String username,
        String email,
        String problem,
        List<SessionRow> sessions,
        List<EventRow> events)
        implements TemplateInstance {}
