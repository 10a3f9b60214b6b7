package dev.albireo.oauth.introspect;

import dev.albireo.policy.Proofs;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of a living grant and the enabled person who gave it.
 *
 * @param proofs what the person had proved when it was given
 * @param groups of the person now
 */
record Standing(UUID subject, String username, Set<String> groups, Proofs proofs) {
    Standing {
        groups = Set.copyOf(groups);
    }
}
