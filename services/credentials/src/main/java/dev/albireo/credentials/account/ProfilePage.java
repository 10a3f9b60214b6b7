package dev.albireo.credentials.account;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The section "profile" of the account page.
 *
 * @param saved whether the profile was just changed
 * @param fields the claims that the user may change
 * @param fresh whether the strongest factor was proved recently enough to export or to delete the account
 * @param deletion whether users may delete their own account
 */
record ProfilePage(
        String formToken,
        String username,
        String email,
        boolean emailVerified,
        String problem,
        boolean saved,
        List<ProfileField> fields,
        boolean fresh,
        boolean deletion)
        implements TemplateInstance {
    /** A field of the form. */
    public record ProfileField(
            String name,
            String label,
            String hint,
            String value,
            String autocomplete,
            int maxLength,
            boolean invalid) {}
}
