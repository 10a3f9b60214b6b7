package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factorreset.FactorResetState.None;
import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.ProofLog;
import dev.albireo.events.UserState;
import dev.albireo.policy.Proofs;
import dev.albireo.web.AdministratorRoles;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The rules of the reset of the second factors by the user, and its state. */
@Singleton
@Startup
public class FactorResets {
    private static final Duration SHORTEST_WAIT = Duration.ofHours(1);

    /** The maximum age of the password of a request. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final FactorResetStore store;
    private final Optional<Duration> wait;
    private final MailRequests mails;
    private final AdministratorRoles roles;
    private final Clock clock;

    FactorResets(
            FactorResetStore store,
            FactorResetConfig config,
            MailRequests mails,
            AdministratorRoles roles,
            Clock clock) {
        this.store = store;
        this.wait = config.selfResetAfter();
        this.mails = mails;
        this.roles = roles;
        this.clock = clock;
        check(wait, mails.enabled());
    }

    /** Throws {@code IllegalStateException} where the users would not be told of a request, or not in time to cancel it. */
    static void check(Optional<Duration> wait, boolean mail) {
        if (wait.isPresent() && !mail) {
            throw new IllegalStateException("albireo: albireo.two-factor.self-reset-after requires "
                    + "albireo.mail.enabled=true (docs/mail.md), because users are told by mail and can cancel");
        }
        if (wait.filter(time -> time.compareTo(SHORTEST_WAIT) < 0).isPresent()) {
            throw new IllegalStateException("albireo: albireo.two-factor.self-reset-after is " + wait.get()
                    + "; set at least " + SHORTEST_WAIT);
        }
    }

    /** Returns the waiting period; empty if users cannot reset their second factors. */
    Optional<Duration> waitingPeriod() {
        return wait;
    }

    /**
     * Returns whether the user of this session may request a reset, or finish one: the session has proved the password and nothing else, the
     * user has a second factor and a verified address, and is no administrator.
     */
    public boolean offers(Authenticated authentication, EnrolledFactors factors) {
        return !factors.none()
                && provedOnlyPassword(authentication.session().proofs())
                && permits(authentication.user());
    }

    /** Returns whether this account can be reset by its user. */
    boolean permits(UserState user) {
        return wait.isPresent()
                && user.enabled()
                && mails.recipient(user).isPresent()
                && roles.of(user.groups()).isEmpty();
    }

    /** Returns whether the password was proved recently enough for a request. */
    public boolean hasRecentPassword(Authenticated authentication) {
        return ProofLog.isRecent(ProofLog.passwordAt(authentication.session().proofs()), FRESH, clock.instant());
    }

    /** Returns the state of the reset of this user, where {@link #offers} is true. */
    public Uni<FactorResetState> stateOf(UUID subject) {
        return store.of(subject, clock.instant())
                .map(found -> found.map(reset -> reset.state(clock.instant()))
                        .orElseGet(() -> new None(clock.instant().plus(wait.orElse(Duration.ZERO)))));
    }

    private static boolean provedOnlyPassword(Proofs proofs) {
        return ProofLog.passwordAt(proofs).isPresent()
                && ProofLog.passkeyAt(proofs).isEmpty()
                && ProofLog.codeAt(proofs).isEmpty();
    }
}
