package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.events.TwoFactorEvent.TwoFactorReset;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removes every factor of a user except the password, and ends all sessions and grants: the core of each reset. */
@ApplicationScoped
public class RemoveFactors {
    private final Users users;
    private final Passkeys passkeys;
    private final TotpEnrolments enrolments;
    private final RecoveryCodes recoveryCodes;
    private final EndSession endSession;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    RemoveFactors(
            Users users,
            Passkeys passkeys,
            TotpEnrolments enrolments,
            RecoveryCodes recoveryCodes,
            EndSession endSession,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.users = users;
        this.passkeys = passkeys;
        this.enrolments = enrolments;
        this.recoveryCodes = recoveryCodes;
        this.endSession = endSession;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Who resets the factors.
     *
     * @param by the subject of the administrator, or of the user
     * @param detail what the audit trail tells beside it
     * @param address the network address of the user's browser
     */
    public record ResetBy(
            String by,
            String reason,
            Map<String, String> detail,
            @Nullable String address) {}

    /** The user afterwards, and the sessions that ended. */
    public record RemovedFactors(UserState user, List<SessionState> ended) {}

    /** Removes them in the caller's Panache transaction, which has locked the account; notify {@code oauth} after the commit. */
    public Uni<RemovedFactors> inTransaction(UUID subject, ResetBy reset) {
        String name = subject.toString();
        return passkeys.removeAll(subject)
                .chain(() -> enrolments.remove(subject))
                .chain(() -> recoveryCodes.voidAll(subject))
                .chain(() -> users.resetSecondFactor(subject))
                .call(() -> Panache.getSession()
                        .chain(hibernate -> outbox.append(
                                hibernate,
                                new TwoFactorReset(name, reset.by(), reset.reason(), clock.instant()),
                                audit.success(
                                        reset.by(),
                                        AuditAction.TWO_FACTOR_RESET,
                                        name,
                                        reset.detail(),
                                        reset.address()))))
                .chain(state -> endSession
                        .endAll(subject, SessionState.REVOKED)
                        .map(ended -> new RemovedFactors(state, ended)));
    }
}
