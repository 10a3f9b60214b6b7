package dev.albireo.policy;

import dev.albireo.policy.SecondFactorPolicy.UserContext;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rules about the user alone, which are known at login before any request.
 *
 * @param groups members of any of these groups must have a second factor, as those of a declared group that requires one
 */
public record UserRequirements(Set<String> groups) {
    public UserRequirements {
        groups = Set.copyOf(groups);
    }

    /** Returns why this user must have a second factor; empty when one factor is enough. */
    public Set<Reason> reasonsOf(UserContext user) {
        EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (user.requires2fa()) {
            reasons.add(Reason.ADMIN_REQUIRED);
        }
        if (user.choseSecondFactor()) {
            reasons.add(Reason.USER_CHOICE);
        }
        if (user.groupRequires2fa() || user.groups().stream().anyMatch(groups::contains)) {
            reasons.add(Reason.GROUP);
        }
        return reasons;
    }
}
