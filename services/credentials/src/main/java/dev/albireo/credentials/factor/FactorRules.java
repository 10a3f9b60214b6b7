package dev.albireo.credentials.factor;

import dev.albireo.credentials.factor.EnrolledFactors.FactorType;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.ProofLog;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.events.UserState;
import dev.albireo.policy.Proofs;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The conditions for changes of a user's own factors. */
@ApplicationScoped
public class FactorRules {
    /** More than a user needs, and few enough for one page. */
    private static final long MAX = 20;

    private static final String ENROLMENT_CODE_REQUIRED = "enrolment_code_required";

    private final Duration maxAge;
    private final SecondFactorRules secondFactor;
    private final Clock clock;

    FactorRules(AccountConfig config, SecondFactorRules secondFactor, Clock clock) {
        this.maxAge = config.freshProof();
        this.secondFactor = secondFactor;
        this.clock = clock;
    }

    /** Returns whether the user's strongest factor was proved recently. */
    public boolean hasRecentProof(Authenticated authentication, EnrolledFactors factors) {
        return isRecent(authentication.session().proofs(), factors.strongest());
    }

    /** Returns whether this kind of proof was given recently. */
    public boolean isRecent(Proofs proofs, FactorType kind) {
        return ProofLog.isRecent(lastOf(proofs, kind), maxAge, clock.instant());
    }

    /** Returns whether this session may see the list of passkeys: if there are any, only after it has used one. */
    public boolean maySee(Authenticated authentication, EnrolledFactors factors) {
        return factors.passkeys() == 0
                || ProofLog.passkeyAt(authentication.session().proofs()).isPresent();
    }

    /** Checks the access to the list of passkeys; rejected with {@code FRESH_PROOF_REQUIRED}. */
    public void checkSeeing(Authenticated authentication, EnrolledFactors factors) {
        if (!maySee(authentication, factors)) {
            throw Problem.FRESH_PROOF_REQUIRED.because("confirm with a passkey first, at /account");
        }
    }

    /**
     * Returns whether this session may enrol a first second factor: each one where the setting is {@code open}, otherwise the one whose user
     * entered an enrolment code.
     */
    public boolean mayEnrolFirst(Authenticated authentication, EnrolledFactors factors) {
        return secondFactor.firstEnrolmentIsOpen()
                || factors.enrolling()
                        .filter(authentication.session().id()::equals)
                        .isPresent();
    }

    /** Returns whether a rejection of {@link #checkAdding} asks for an enrolment code. */
    public static boolean asksForEnrolmentCode(ProblemRefusal refusal) {
        return ENROLMENT_CODE_REQUIRED.equals(refusal.members().get("error"));
    }

    /**
     * Checks the addition of a factor: the first one requires a recent password and {@link #mayEnrolFirst}, and is open to a partial session;
     * a further one requires a full session and a recent proof of the strongest existing one. Every way to enrol a factor asks here, at its
     * start and, under a lock of the account, at its end.
     */
    public void checkAdding(Authenticated authentication, EnrolledFactors factors) {
        if (factors.none() && !mayEnrolFirst(authentication, factors)) {
            throw Problem.FORBIDDEN
                    .because(
                            "enrolment of a first second factor requires a code from your administrator; enter it first")
                    .with("error", ENROLMENT_CODE_REQUIRED);
        }
        if (!factors.none() && !(authentication instanceof Full)) {
            throw Problem.SECOND_FACTOR_REQUIRED.because("complete the sign-in with your second factor");
        }
        requireRecentProof(authentication, factors);
    }

    /** Checks as {@link #checkAdding} does, for a passkey; rejected with {@code CONFLICT} if there are too many. */
    public void checkAddingPasskey(Authenticated authentication, EnrolledFactors factors) {
        if (factors.passkeys() >= MAX) {
            throw Problem.CONFLICT.because("the account has " + MAX + " passkeys, the maximum; remove one first");
        }
        checkAdding(authentication, factors);
    }

    /** Rejects with {@code FORBIDDEN} a change of how a user signs in whose account was reported and is locked. */
    public void requireUnlocked(EnrolledFactors factors) {
        factors.lockedUntil().filter(clock.instant()::isBefore).ifPresent(until -> {
            throw Problem.FORBIDDEN.because("the account was reported and cannot be changed before "
                    + until.truncatedTo(ChronoUnit.MINUTES) + "; an administrator can unlock it");
        });
    }

    /**
     * Checks a change of how the user signs in, such as the renaming or removal of a factor; rejected with {@code FRESH_PROOF_REQUIRED}, or as
     * {@link #requireUnlocked} says.
     */
    public void requireRecentProof(Authenticated authentication, EnrolledFactors factors) {
        requireUnlocked(factors);
        if (!hasRecentProof(authentication, factors)) {
            throw Problem.FRESH_PROOF_REQUIRED.because(
                    switch (factors.strongest()) {
                        case PASSKEY -> "confirm with a passkey first, at /account";
                        case CODE -> "confirm with a code first, at /account";
                        case PASSWORD -> "enter your password again first";
                    });
        }
    }

    /** Rejects with {@code CONFLICT} the removal of the last factor of a user who is required to have one. */
    public Uni<Void> checkNotLast(UserState user, EnrolledFactors factors) {
        return factors.onlyOne()
                ? secondFactor
                        .isRequiredByOthers(user)
                        .invoke(required -> {
                            if (required) {
                                throw Problem.CONFLICT.because(
                                        "a second factor is required and this is the only one; add another one first");
                            }
                        })
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static Optional<Instant> lastOf(Proofs proofs, FactorType kind) {
        return switch (kind) {
            case PASSKEY -> ProofLog.passkeyAt(proofs);
            case CODE -> ProofLog.codeAt(proofs);
            case PASSWORD -> ProofLog.passwordAt(proofs);
        };
    }
}
