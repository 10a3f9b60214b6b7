package dev.albireo.oauth.session;

import dev.albireo.policy.SecondFactorPolicy;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A user, as far as this service knows them.
 *
 * @param groupRequires2fa whether a declared group of the user requires a second factor of its members
 * @param locale the claim {@code locale}, the language of pages
 */
public record UserProjection(
        UUID subject,
        String username,
        Optional<String> email,
        boolean enabled,
        boolean requires2fa,
        boolean choseSecondFactor,
        Set<String> groups,
        boolean groupRequires2fa,
        Optional<String> locale) {

    public UserProjection {
        groups = Set.copyOf(groups);
    }

    /** Returns the input of the second-factor decision. */
    public SecondFactorPolicy.UserContext asUser() {
        return new SecondFactorPolicy.UserContext(
                requires2fa, choseSecondFactor, groups, groupRequires2fa, Set.of(username, subject.toString()));
    }
}
