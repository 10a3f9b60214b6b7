package dev.albireo.credentials.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of an account without its credentials, as a declared resource has it. Validated by {@link UserRules}.
 *
 * @param transport how codes reach the user, a word for the sender
 */
public record UserProfile(
        String username,
        Optional<String> email,
        boolean emailVerified,
        boolean enabled,
        boolean requires2fa,
        List<String> groups,
        Map<String, Object> claims,
        Optional<String> transport) {

    public UserProfile {
        groups = List.copyOf(groups);
        claims = Map.copyOf(claims);
    }

    /** Returns the part that {@link UserRules} and a new account require. */
    NewUser asNewUser() {
        return new NewUser(username, email, emailVerified, groups, requires2fa, claims);
    }
}
