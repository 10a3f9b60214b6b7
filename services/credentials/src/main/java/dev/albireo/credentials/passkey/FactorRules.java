package dev.albireo.credentials.passkey;

import dev.albireo.credentials.session.ProofLog;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.credentials.session.Visitor.Full;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

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
    public boolean isFresh(Present visitor, long passkeys) {
        return ProofLog.strongestIsFresh(visitor.session().proofs(), passkeys > 0, life, clock.instant());
    }

    /** Whether this session may see which passkeys there are: a password alone may not, where there are any. */
    public boolean maySee(Present visitor, long passkeys) {
        return passkeys == 0 || ProofLog.passkeyAt(visitor.session().proofs()).isPresent();
    }

    /** Lets the passkeys be listed, or refuses with {@code FRESH_PROOF_REQUIRED}. */
    public void checkSeeing(Present visitor, long passkeys) {
        if (!maySee(visitor, passkeys)) {
            throw Problem.FRESH_PROOF_REQUIRED.because("confirm with a passkey first, at /account");
        }
    }

    /** Whether somebody without a second factor may enrol one without asking anybody. */
    public boolean firstEnrolmentIsOpen() {
        return secondFactor.firstEnrolmentIsOpen();
    }

    /**
     * Lets a passkey be added, or refuses: the first one needs a recent password, and is open to a partial session; a further one needs
     * a full session and a recent proof by one of those there are.
     */
    public void checkAdding(Present visitor, long passkeys) {
        if (passkeys == 0 && !firstEnrolmentIsOpen()) {
            throw Problem.FORBIDDEN.because("a first passkey needs a code from your administrator");
        }
        if (passkeys > 0 && !(visitor instanceof Full)) {
            throw Problem.SECOND_FACTOR_REQUIRED.because("use the passkey you have to finish signing in");
        }
        if (passkeys >= MOST) {
            throw Problem.CONFLICT.because("there are " + MOST + " passkeys already; remove one first");
        }
        checkFresh(visitor, passkeys);
    }

    /** Lets a factor be renamed or removed, or refuses with {@code FRESH_PROOF_REQUIRED}. */
    public void checkFresh(Present visitor, long passkeys) {
        if (!isFresh(visitor, passkeys)) {
            throw Problem.FRESH_PROOF_REQUIRED.because(
                    passkeys > 0 ? "confirm with a passkey first, at /account" : "enter your password again first");
        }
    }
}
