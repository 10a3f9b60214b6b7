package dev.albireo.credentials.session;

import dev.albireo.credentials.group.Groups;
import dev.albireo.credentials.session.TwoFactorConfig.FirstEnrolment;
import dev.albireo.events.UserState;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorPolicy.UserContext;
import dev.albireo.policy.UserRequirements;
import dev.albireo.web.TwoFactorGroupsConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Evaluates the rules about a user alone, with the declared groups as they are now; {@code oauth} evaluates those about requests as well. */
@ApplicationScoped
public class SecondFactorRules {
    private final UserRequirements requirements;
    private final FirstEnrolment first;
    private final Duration enrolmentCodeLife;
    private final Groups groups;

    SecondFactorRules(TwoFactorConfig config, TwoFactorGroupsConfig always, Groups groups) {
        this.first = config.firstEnrolment();
        this.enrolmentCodeLife = config.enrolmentCodeLife();
        this.requirements = new UserRequirements(always.all());
        this.groups = groups;
    }

    /** Returns whether a user without a second factor may enrol one without a code from an administrator. */
    public boolean firstEnrolmentIsOpen() {
        return first == FirstEnrolment.OPEN;
    }

    /** Returns how long an enrolment code of an administrator is valid. */
    public Duration enrolmentCodeLife() {
        return enrolmentCodeLife;
    }

    /** Returns whether a second factor is required of the user by others. */
    public Uni<Boolean> isRequiredByOthers(UserState user) {
        return reasonsOf(user).map(reasons -> reasons.stream().anyMatch(reason -> reason != Reason.USER_CHOICE));
    }

    /** Returns why this user must have a second factor; empty when one factor is enough. */
    public Uni<Set<Reason>> reasonsOf(UserState user) {
        return groups.requireSecondFactor(user.groups())
                .map(required -> requirements.reasonsOf(new UserContext(
                        user.requires2fa(), user.choseSecondFactor(), Set.copyOf(user.groups()), required)));
    }
}
