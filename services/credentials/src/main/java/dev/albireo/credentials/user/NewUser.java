package dev.albireo.credentials.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data of a new account. Validated by {@link UserRules}. */
public record NewUser(
        String username,
        Optional<String> email,
        boolean emailVerified,
        List<String> groups,
        boolean requires2fa,
        Map<String, Object> claims) {

    public NewUser {
        groups = List.copyOf(groups);
        claims = Map.copyOf(claims);
    }

    /** Returns an account with a name and possibly an email address, neither of which is verified. */
    public static NewUser registered(String username, Optional<String> email) {
        return new NewUser(username, email, false, List.of(), false, Map.of());
    }
}
