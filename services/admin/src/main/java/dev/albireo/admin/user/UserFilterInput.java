package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.UserQuery;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.jspecify.annotations.Nullable;

/** Selects users; users match all given conditions. */
@Input("UserFilterInput")
public record UserFilterInput(
        @Nullable @Description("a part of a username or an email address")
        String text,

        @Nullable @Description("a group of the user") String group,
        @Nullable Boolean enabled,

        @Nullable @Description("whether a second factor is required of the user")
        Boolean requires2fa,

        @Nullable @Description("whether the user has an authenticator application")
        Boolean totpEnabled,

        @Nullable Boolean emailVerified) {

    /** {@code search} is the older name of {@link #text}. */
    static UserQuery query(@Nullable UserFilterInput filter, @Nullable String search) {
        if (filter == null) {
            return new UserQuery(search, null, null, null, null, null);
        }
        return new UserQuery(
                filter.text == null ? search : filter.text,
                filter.group,
                filter.enabled,
                filter.requires2fa,
                filter.totpEnabled,
                filter.emailVerified);
    }
}
