package dev.albireo.admin.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.jspecify.annotations.Nullable;

/** The input of {@code updateUser}. Omitted fields keep their value. */
@Input("UserChangesInput")
public record UserChangesInput(
        @Nullable @Description("a new login name") String username,

        @Nullable @Description("an empty text removes the address; a new one is unverified unless stated")
        String email,

        @Nullable Boolean emailVerified,

        @Nullable @Description("the full name; an empty text removes it")
        String name,

        @Nullable @Description("all groups of the user") List<String> groups,

        @Nullable @Description("disabling ends every session and grant")
        Boolean enabled,

        @Nullable Boolean requires2fa) {

    /** Returns a merge patch of the {@code User} resource. */
    Map<String, Object> toMergePatch() {
        Map<String, Object> patch = new LinkedHashMap<>();
        put(patch, "userName", username);
        put(patch, "email", email);
        put(patch, "emailVerified", emailVerified);
        put(patch, "displayName", name);
        put(patch, "groups", groups);
        put(patch, "inactive", enabled == null ? null : !enabled);
        put(patch, "requires2fa", requires2fa);
        return patch;
    }

    private static void put(Map<String, Object> patch, String field, @Nullable Object value) {
        if (value != null) {
            patch.put(field, value);
        }
    }

    @Override
    public String toString() {
        return "UserChangesInput" + toMergePatch().keySet();
    }
}
