package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.UserBody;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A user, without credentials. */
public record User(
        @NonNull String subject,
        @NonNull String username,
        @Nullable String name,
        @Nullable String email,
        boolean emailVerified,
        boolean enabled,
        boolean requires2fa,
        @NonNull List<@NonNull String> groups,
        @Nullable String resourceId,
        boolean totpEnabled,
        @NonNull String createdAt,

        @Nullable @Description("null if the user has never signed in")
        String lastLoginAt) {

    static User of(UserBody view) {
        return new User(
                view.subject(),
                view.username(),
                Optional.ofNullable(view.claims().get("name"))
                        .map(Object::toString)
                        .orElse(null),
                view.email(),
                view.emailVerified(),
                view.enabled(),
                view.requires2fa(),
                view.groups(),
                view.resourceId(),
                view.totpEnabled(),
                view.createdAt().toString(),
                Optional.ofNullable(view.lastLoginAt()).map(Instant::toString).orElse(null));
    }
}
