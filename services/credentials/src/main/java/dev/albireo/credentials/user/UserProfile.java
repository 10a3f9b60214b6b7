package dev.albireo.credentials.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an account says beside its proofs, as a declared resource writes it. Checked by {@link UserRules}.
 *
 * @param transport how codes reach the person, a word for whoever delivers them
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

    /** What {@link UserRules} and a new account want of it. */
    NewUser asNewUser() {
        return new NewUser(username, email, emailVerified, groups, requires2fa, claims);
    }
}
