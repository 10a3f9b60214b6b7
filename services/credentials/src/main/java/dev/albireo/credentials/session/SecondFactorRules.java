package dev.albireo.credentials.session;

import dev.albireo.credentials.session.TwoFactorConfig.FirstEnrolment;
import dev.albireo.events.UserState;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorPolicy.UserContext;
import dev.albireo.policy.UserRequirements;
import dev.albireo.web.TwoFactorGroupsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Evaluates the rules about a user alone; {@code oauth} evaluates those about requests as well. */
@ApplicationScoped
public class SecondFactorRules {
    private final UserRequirements requirements;
    private final FirstEnrolment first;

    SecondFactorRules(TwoFactorConfig config, TwoFactorGroupsConfig groups) {
        this.first = config.firstEnrolment();
        this.requirements = new UserRequirements(groups.all());
    }

    /** Returns whether a user without a second factor may enrol one without an administrator. */
    public boolean firstEnrolmentIsOpen() {
        return first == FirstEnrolment.OPEN;
    }

    /** Returns whether a second factor is required of the user by others. */
    public boolean isRequiredByOthers(UserState user) {
        return reasonsOf(user).stream().anyMatch(reason -> reason != Reason.USER_CHOICE);
    }

    /** Returns why this user must have a second factor; empty when one factor is enough. */
    public Set<Reason> reasonsOf(UserState user) {
        return requirements.reasonsOf(
                new UserContext(user.requires2fa(), user.choseSecondFactor(), Set.copyOf(user.groups())));
    }
}
