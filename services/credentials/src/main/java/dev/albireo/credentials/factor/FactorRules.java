package dev.albireo.credentials.factor;

import dev.albireo.credentials.factor.Factors.Kind;
import dev.albireo.credentials.session.ProofLog;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.credentials.session.Visitor.Full;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.events.UserState;
import dev.albireo.policy.Proofs;
import dev.albireo.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a person may change their own factors. */
@ApplicationScoped
public class FactorRules {
    /** More than anybody needs, and few enough for one page. */
    private static final long MOST = 20;

    private final Duration life;
    private final SecondFactorRules secondFactor;
    private final Clock clock;

    FactorRules(AccountConfig config, SecondFactorRules secondFactor, Clock clock) {
        this.life = config.freshProof();
        this.secondFactor = secondFactor;
        this.clock = clock;
    }

    /** Whether the strongest factor the person has was proved a moment ago. */
    public boolean isFresh(Present visitor, Factors factors) {
        return isRecent(visitor.session().proofs(), factors.strongest());
    }

    /** Whether this kind of proof was made a moment ago. */
    public boolean isRecent(Proofs proofs, Kind kind) {
        return ProofLog.isRecent(lastOf(proofs, kind), life, clock.instant());
    }

    /** Whether this session may see which passkeys there are: without having used one it may not, where there are any. */
    public boolean maySee(Present visitor, Factors factors) {
        return factors.passkeys() == 0
                || ProofLog.passkeyAt(visitor.session().proofs()).isPresent();
    }

    /** Lets the passkeys be listed, or refuses with {@code FRESH_PROOF_REQUIRED}. */
    public void checkSeeing(Present visitor, Factors factors) {
        if (!maySee(visitor, factors)) {
            throw Problem.FRESH_PROOF_REQUIRED.because("confirm with a passkey first, at /account");
        }
    }

    /** Whether somebody without a second factor may enrol one without asking anybody. */
    public boolean firstEnrolmentIsOpen() {
        return secondFactor.firstEnrolmentIsOpen();
    }

    /**
     * Lets a factor be added, or refuses: the first one needs a recent password, and is open to a partial session; a further one needs
     * a full session and a recent proof by the strongest of those there are.
     */
    public void checkAdding(Present visitor, Factors factors) {
        if (factors.none() && !firstEnrolmentIsOpen()) {
            throw Problem.FORBIDDEN.because("a first second factor needs a code from your administrator");
        }
        if (!factors.none() && !(visitor instanceof Full)) {
            throw Problem.SECOND_FACTOR_REQUIRED.because("use the second factor you have to finish signing in");
        }
        checkFresh(visitor, factors);
    }

    /** As {@link #checkAdding}, for a passkey; refused with {@code CONFLICT} where there are too many. */
    public void checkAddingPasskey(Present visitor, Factors factors) {
        if (factors.passkeys() >= MOST) {
            throw Problem.CONFLICT.because("there are " + MOST + " passkeys already; remove one first");
        }
        checkAdding(visitor, factors);
    }

    /** Lets a factor be renamed or removed, or refuses with {@code FRESH_PROOF_REQUIRED}. */
    public void checkFresh(Present visitor, Factors factors) {
        if (!isFresh(visitor, factors)) {
            throw Problem.FRESH_PROOF_REQUIRED.because(
                    switch (factors.strongest()) {
                        case PASSKEY -> "confirm with a passkey first, at /account";
                        case CODE -> "confirm with a code first, at /account";
                        case PASSWORD -> "enter your password again first";
                    });
        }
    }

    /** Refuses with {@code CONFLICT} where this is the last factor of somebody of whom others demand one. */
    public void checkNotLast(UserState user, Factors factors) {
        if (factors.onlyOne() && secondFactor.isDemanded(user)) {
            throw Problem.CONFLICT.because(
                    "a second factor is required of you and this is the only one; add another one first");
        }
    }

    private static Optional<Instant> lastOf(Proofs proofs, Kind kind) {
        return switch (kind) {
            case PASSKEY -> ProofLog.passkeyAt(proofs);
            case CODE -> ProofLog.codeAt(proofs);
            case PASSWORD -> ProofLog.passwordAt(proofs);
        };
    }
}
