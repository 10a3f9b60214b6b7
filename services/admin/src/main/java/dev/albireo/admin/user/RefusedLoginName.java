package dev.albireo.admin.user;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** A login name that violates the current rules. */
@Type("RefusedLoginName")
@Description("A login name that no user could be given today; it opens its account still")
public record RefusedLoginName(
        @NonNull String name,

        @NonNull @Description("SEPARATOR, DOTS, CHARACTER, DIRECTION or SCRIPTS: which rule it breaks")
        String violation,

        @NonNull User user) {}
