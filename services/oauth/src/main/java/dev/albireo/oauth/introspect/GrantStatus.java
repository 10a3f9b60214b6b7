package dev.albireo.oauth.introspect;

import dev.albireo.policy.Proofs;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An active grant and its enabled user.
 *
 * @param proofs the user's proofs when it was given
 * @param acr the requested value of {@code acr} that they met; empty for the one that follows from them
 * @param groups the user's current groups
 */
record GrantStatus(UUID subject, String username, Set<String> groups, Proofs proofs, Optional<String> acr) {
    GrantStatus {
        groups = Set.copyOf(groups);
    }
}
