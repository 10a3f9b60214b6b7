package dev.albireo.credentials.login;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The page of the second factor.
 *
 * @param reasons why it is asked for, in words
 * @param way the name of a {@link Way}
 * @param elsewhere where somebody else may sign in
 */
record SecondFactorPage(
        String formToken,
        String interaction,
        String username,
        String problem,
        ClientView client,
        List<String> reasons,
        String way,
        String elsewhere)
        implements TemplateInstance {}
