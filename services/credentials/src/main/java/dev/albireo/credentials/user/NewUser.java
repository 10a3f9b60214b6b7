package dev.albireo.credentials.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who is to have an account. Checked by {@link UserRules}. */
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

    /** Returns an account with a name and perhaps an address, neither of which anybody has checked. */
    public static NewUser registered(String username, Optional<String> email) {
        return new NewUser(username, email, false, List.of(), false, Map.of());
    }
}
