package dev.albireo.credentials.code;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.attempt.Reservation;
import dev.albireo.credentials.delivery.DeliveredCodes;
import dev.albireo.credentials.enrolment.EnrolmentCodes;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofMeters;
import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.events.AuditAction;
import dev.albireo.events.TwoFactorEvent.TwoFactorLocked;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.SecondFactorKind;
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
    private final TotpEnrolments enrolments;
    private final RecoveryCodes recoveryCodes;
    private final DeliveredCodes deliveredCodes;
    private final EnrolmentCodes enrolmentCodes;
    private final Attempts attempts;
    private final Budgets budgets;
    private final Audit audit;
    private final ProofMeters meters;
    private final Clock clock;

    CodeVerification(
            TotpEnrolments enrolments,
            RecoveryCodes recoveryCodes,
            DeliveredCodes deliveredCodes,
            EnrolmentCodes enrolmentCodes,
            Attempts attempts,
            Budgets budgets,
            Audit audit,
            ProofMeters meters,
            Clock clock) {
        this.enrolments = enrolments;
        this.recoveryCodes = recoveryCodes;
        this.deliveredCodes = deliveredCodes;
        this.enrolmentCodes = enrolmentCodes;
        this.attempts = attempts;
        this.budgets = budgets;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What an accepted code confirms.
     *
     * @param kind empty for the code of an administrator, which is no proof
     */
    public record ConfirmedCode(Authenticated authentication, Optional<SecondFactorKind> kind) {}

    /**
     * Counts the attempt, then verifies the code. Returns the authentication that an accepted code confirms, and which one it was.
     *
     * @param named the AuthConfig that the client names, if any
     */
    public Uni<FactorResult<ConfirmedCode>> check(
            Authenticated authentication, SubmittedCode code, Optional<String> named, BrowserInfo browser) {
        List<Budget> budget = budgets.code(
                authentication.session().id(), authentication.user().subject());
        return attempts.tryReserve(budget)
                .chain(reserved -> reserved.allowed()
                        ? consume(authentication, code, named, browser)
                                .chain(used -> used.isPresent()
                                        ? attempts.release(budget)
                                                .replaceWith(new FactorAccepted<>(
                                                        new ConfirmedCode(authentication, kind(used.get()))))
                                        : rejected(authentication, code, reserved, browser)
                                                .replaceWith(new FactorRejected<>()))
                        : tooMany(authentication, code, browser));
    }

    /** Returns what the code was; empty if it is wrong. */
    private Uni<Optional<Factor>> consume(
            Authenticated authentication, SubmittedCode code, Optional<String> named, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return switch (code) {
            case SubmittedCode.Current(String text) ->
                counted(Factor.TOTP, enrolments.consume(subject, text, named))
                        .chain(used -> used.isPresent()
                                ? Uni.createFrom().item(used)
                                : counted(
                                        Factor.DELIVERED_CODE,
                                        deliveredCodes.consume(
                                                authentication.session().id(), subject, text)));
            case SubmittedCode.Recovery(String text) ->
                counted(Factor.RECOVERY_CODE, recoveryCodes.consume(subject, text));
            case SubmittedCode.Enrolment(String text) ->
                counted(Factor.ENROLMENT_CODE, enrolmentCodes.consume(authentication.session(), text, browser));
        };
    }

    private Uni<Optional<Factor>> counted(Factor factor, Uni<Boolean> spent) {
        return spent.map(right -> Optional.of(factor).filter(used -> right))
                .invoke(used -> used.ifPresent(proved -> meters.further(proved, Result.PROVED)));
    }

    private static Optional<SecondFactorKind> kind(Factor factor) {
        return switch (factor) {
            case TOTP -> Optional.of(SecondFactorKind.TOTP);
            case DELIVERED_CODE -> Optional.of(SecondFactorKind.DELIVERED_CODE);
            case RECOVERY_CODE -> Optional.of(SecondFactorKind.RECOVERY_CODE);
            default -> Optional.empty();
        };
    }

    private Uni<Void> rejected(
            Authenticated authentication, SubmittedCode code, Reservation reserved, BrowserInfo browser) {
        meters.further(kind(code), Result.WRONG);
        return refused(authentication, "wrong", browser)
                .call(() -> reserved.lastUntil()
                        .map(until -> locked(authentication, until, browser))
                        .orElse(Uni.createFrom().voidItem()));
    }

    private Uni<Void> locked(Authenticated authentication, Instant until, BrowserInfo browser) {
        String subject = authentication.user().subject();
        meters.locked();
        return audit.record(
                audit.success(
                        Audit.ANONYMOUS,
                        AuditAction.TWO_FACTOR_LOCK,
                        subject,
                        Map.of("until", until.toString()),
                        browser.address()),
                new TwoFactorLocked(subject, until, clock.instant()));
    }

    private static Factor kind(SubmittedCode code) {
        return switch (code) {
            case SubmittedCode.Current current -> Factor.CODE;
            case SubmittedCode.Recovery recovery -> Factor.RECOVERY_CODE;
            case SubmittedCode.Enrolment enrolment -> Factor.ENROLMENT_CODE;
        };
    }

    private Uni<FactorResult<ConfirmedCode>> tooMany(
            Authenticated authentication, SubmittedCode code, BrowserInfo browser) {
        meters.further(kind(code), Result.TOO_MANY);
        return refused(authentication, "too many attempts", browser)
                .chain(() -> attempts.lockedUntil(
                        budgets.codeOfAccount(authentication.user().subject())))
                .map(TooManyAttempts::new);
    }

    private Uni<Void> refused(Authenticated authentication, String why, BrowserInfo browser) {
        String subject = authentication.user().subject();
        return audit.record(audit.refused(
                subject, AuditAction.LOGIN_FURTHER_PROOF, subject, Map.of("why", "code: " + why), browser.address()));
    }
}
