package dev.albireo.credentials.code;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.attempt.Reservation;
import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.delivery.DeliveredCodes;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofMeters;
import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.events.AuditAction;
import dev.albireo.events.TwoFactorEvent.TwoFactorLocked;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Verifies a typed code, and uses it. The attempt is reserved first; the last wrong one of the account's budget locks codes, and the user
 * is notified once.
 */
@ApplicationScoped
public class CodeVerification {
    private final TotpEnrolments totps;
    private final RecoveryCodes recoveryCodes;
    private final DeliveredCodes deliveredCodes;
    private final Attempts attempts;
    private final Budgets budgets;
    private final Audit audit;
    private final ProofMeters meters;
    private final Clock clock;

    CodeVerification(
            TotpEnrolments totps,
            RecoveryCodes recoveryCodes,
            DeliveredCodes deliveredCodes,
            Attempts attempts,
            Budgets budgets,
            Audit audit,
            ProofMeters meters,
            Clock clock) {
        this.totps = totps;
        this.recoveryCodes = recoveryCodes;
        this.deliveredCodes = deliveredCodes;
        this.attempts = attempts;
        this.budgets = budgets;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /** The result. */
    public sealed interface CodeResult {
        /** The code was correct, and is used now. */
        record CodeAccepted() implements CodeResult {}

        /** The code was wrong, or used before. */
        record CodeRejected() implements CodeResult {}

        /**
         * Too many wrong codes; this one was not verified. {@code until} is when the account may try again; empty if only this session is
         * limited.
         */
        record TooManyCodes(Optional<Instant> until) implements CodeResult {}
    }

    /**
     * Counts the attempt, then verifies the code.
     *
     * @param named the AuthConfig that the client names, if any
     */
    public Uni<CodeResult> check(
            Authenticated visitor, SubmittedCode typed, Optional<String> named, BrowserInfo browser) {
        List<Budget> budget =
                budgets.code(visitor.session().id(), visitor.user().subject());
        return attempts.take(budget)
                .chain(reserved -> reserved.allowed()
                        ? spend(visitor, typed, named)
                                .chain(right -> right
                                        ? attempts.giveBack(budget).replaceWith(new CodeResult.CodeAccepted())
                                        : wrong(visitor, typed, reserved, browser)
                                                .replaceWith(new CodeResult.CodeRejected()))
                        : tooMany(visitor, typed, browser));
    }

    private Uni<Boolean> spend(Authenticated visitor, SubmittedCode typed, Optional<String> named) {
        UUID subject = visitor.session().subject();
        return switch (typed) {
            case SubmittedCode.Current(String text) ->
                counted(Factor.TOTP, totps.spend(subject, text, named))
                        .chain(right -> right
                                ? Uni.createFrom().item(true)
                                : counted(
                                        Factor.DELIVERED_CODE,
                                        deliveredCodes.spend(visitor.session().id(), subject, text)));
            case SubmittedCode.Recovery(String text) ->
                counted(Factor.RECOVERY_CODE, recoveryCodes.spend(subject, text));
        };
    }

    private Uni<Boolean> counted(Factor factor, Uni<Boolean> spent) {
        return spent.invoke(right -> {
            if (right) {
                meters.further(factor, Result.PROVED);
            }
        });
    }

    private Uni<Void> wrong(Authenticated visitor, SubmittedCode typed, Reservation reserved, BrowserInfo browser) {
        meters.further(kind(typed), Result.WRONG);
        return refused(visitor, "wrong", browser)
                .call(() -> reserved.lastUntil()
                        .map(until -> locked(visitor, until, browser))
                        .orElse(Uni.createFrom().voidItem()));
    }

    private Uni<Void> locked(Authenticated visitor, Instant until, BrowserInfo browser) {
        String subject = visitor.user().subject();
        meters.locked();
        return audit.record(
                audit.done(
                        Audit.ANONYMOUS,
                        AuditAction.TWO_FACTOR_LOCK,
                        subject,
                        Map.of("until", until.toString()),
                        browser.address()),
                new TwoFactorLocked(subject, until, clock.instant()));
    }

    private static Factor kind(SubmittedCode typed) {
        return typed instanceof SubmittedCode.Recovery ? Factor.RECOVERY_CODE : Factor.CODE;
    }

    private Uni<CodeResult> tooMany(Authenticated visitor, SubmittedCode typed, BrowserInfo browser) {
        meters.further(kind(typed), Result.TOO_MANY);
        return refused(visitor, "too many attempts", browser)
                .chain(() -> attempts.lockedUntil(
                        budgets.codeOfAccount(visitor.user().subject())))
                .map(CodeResult.TooManyCodes::new);
    }

    private Uni<Void> refused(Authenticated visitor, String why, BrowserInfo browser) {
        String subject = visitor.user().subject();
        return audit.refused(subject, AuditAction.LOGIN_FURTHER_PROOF, subject, "code: " + why, browser.address());
    }
}
