package dev.albireo.credentials.session;

import dev.albireo.credentials.session.TwoFactorConfig.FirstEnrolment;
import dev.albireo.events.UserState;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Evaluates the shared policy for a user alone; {@code oauth} evaluates it for requests. */
@ApplicationScoped
public class SecondFactorRules {
    private final SecondFactorPolicy policy;
    private final FirstEnrolment first;

    SecondFactorRules(TwoFactorConfig config) {
        this.first = config.firstEnrolment();
        this.policy = new SecondFactorPolicy(
                Set.of(), Duration.ZERO, Duration.ofDays(1), config.groups().orElse(Set.of()));
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
        return policy.reasonsOf(new SecondFactorPolicy.UserContext(
                user.requires2fa(), user.choseSecondFactor(), Set.copyOf(user.groups())));
    }
}
