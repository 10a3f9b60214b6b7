package dev.albireo.credentials.session;

import dev.albireo.credentials.session.TwoFactorConfig.FirstEnrolment;
import dev.albireo.events.UserState;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Asks the one policy what it demands of a user alone; what a request demands is asked by {@code oauth}. */
@ApplicationScoped
public class SecondFactorRules {
    private final SecondFactorPolicy policy;
    private final FirstEnrolment first;

    SecondFactorRules(TwoFactorConfig config) {
        this.first = config.firstEnrolment();
        this.policy = new SecondFactorPolicy(
                Set.of(), Duration.ZERO, Duration.ofDays(1), config.groups().orElse(Set.of()));
    }

    /** Returns whether somebody without a second factor may enrol one without asking anybody. */
    public boolean firstEnrolmentIsOpen() {
        return first == FirstEnrolment.OPEN;
    }

    /** Returns whether others than the user demand a second factor of them. */
    public boolean isDemanded(UserState user) {
        return reasonsOf(user).stream().anyMatch(reason -> reason != Reason.USER_CHOICE);
    }

    /** Why this user must have a second factor; empty when one is enough. */
    public Set<Reason> reasonsOf(UserState user) {
        return policy.reasonsOf(
                new SecondFactorPolicy.User(user.requires2fa(), user.choseSecondFactor(), Set.copyOf(user.groups())));
    }
}
