package dev.albireo.admin.user;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** A login name that violates the current rules. */
@Type("RefusedLoginName")
@Description("A login name that violates the current rules; it remains valid for sign-in")
public record RefusedLoginName(
        @NonNull String name,

        @NonNull @Description("the violated rule: SEPARATOR, DOTS, CHARACTER, DIRECTION or SCRIPTS")
        String violation,

        @NonNull User user) {}
