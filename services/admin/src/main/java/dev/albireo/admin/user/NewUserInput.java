package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.NewUserBody;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** The input of {@code createUser}. */
@Input("NewUserInput")
public record NewUserInput(
        @NonNull String username,
        @Nullable String password,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String name,
        @Nullable List<String> groups,
        @Nullable Boolean requires2fa) {

    NewUserBody toCommand() {
        Map<String, Object> claims = name == null ? Map.of() : Map.of("name", name);
        return new NewUserBody(username, password, email, emailVerified, groups, requires2fa, claims);
    }

    @Override
    public String toString() {
        return "NewUserInput[" + username + "]";
    }
}
