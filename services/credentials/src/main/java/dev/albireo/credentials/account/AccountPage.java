package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The page about oneself.
 *
 * @param required a second factor is demanded of this person
 * @param shown this session may see which passkeys there are
 * @param fresh the strongest factor was proved a moment ago, so that factors may be changed
 * @param proved the session at hand has two factors
 */
record AccountPage(
        String formToken,
        String username,
        String email,
        boolean required,
        boolean shown,
        boolean fresh,
        boolean proved,
        boolean mayEnrol,
        String problem,
        List<PasskeyRow> passkeys)
        implements TemplateInstance {}
