package dev.albireo.admin.user;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.TimeInput;
import dev.albireo.admin.user.CredentialsUserClient.UserQuery;
import io.smallrye.graphql.api.AdaptToScalar;
import io.smallrye.graphql.api.Scalar;
import java.util.Locale;
import java.util.Optional;
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

        @Nullable Boolean emailVerified,

        @Nullable @Description("a second factor that the user has, or NONE")
        FactorFilter factor,

        @Nullable
        @Description("the user has never signed in, or last signed in before that")
        @AdaptToScalar(Scalar.DateTime.class)
        String lastLoginBefore) {

    /** A second factor that a user has, or that the user has none. */
    public enum FactorFilter {
        PASSKEY,
        TOTP,
        NONE
    }

    /** Returns the query for the members of a group. */
    static UserQuery members(String group) {
        return new UserQuery(null, group, null, null, null, null, null, null);
    }

    /** {@code search} is the older name of {@link #text}. */
    static UserQuery query(@Nullable UserFilterInput filter, @Nullable String search) throws AdminRefusal {
        if (filter == null) {
            return new UserQuery(search, null, null, null, null, null, null, null);
        }
        return new UserQuery(
                filter.text == null ? search : filter.text,
                filter.group,
                filter.enabled,
                filter.requires2fa,
                filter.totpEnabled,
                filter.emailVerified,
                Optional.ofNullable(filter.factor)
                        .map(factor -> factor.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                TimeInput.of("lastLoginBefore", filter.lastLoginBefore).orElse(null));
    }
}
