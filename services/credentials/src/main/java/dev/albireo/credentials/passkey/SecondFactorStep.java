package dev.albireo.credentials.passkey;

import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.ProofLog;
import dev.albireo.policy.Proofs;
import dev.albireo.web.Problem;
import java.time.Instant;
import java.util.Optional;

/** Pure rules about the missing step of a session, from its proofs and the pending request. */
public final class SecondFactorStep {
    private SecondFactorStep() {}

    /**
     * Returns whether a second factor is missing: the session has none, or the pending request requires one that was proved since the
     * request began, or another one than those of the session.
     */
    public static boolean isMissing(Authenticated authentication, Optional<PendingInteraction> pending) {
        Proofs proofs = authentication.session().proofs();
        return !proofs.mfaVerified()
                || pending.filter(PendingInteraction::asksForSecondFactor)
                        .filter(request -> !satisfies(proofs, request))
                        .isPresent();
    }

    private static boolean satisfies(Proofs proofs, PendingInteraction pending) {
        Instant since = pending.request().askedAt();
        return proofs.secondFactorAt().filter(at -> !at.isBefore(since)).isPresent()
                && proofs.includes(pending.acceptedFactors(), since);
    }

    /** Returns whether a passkey counts as this session's second factor: not if one was the first, unless it counted as two. */
    public static boolean passkeyCounts(Authenticated authentication) {
        Proofs proofs = authentication.session().proofs();
        return !ProofLog.isPasskey(proofs.firstMethod())
                || proofs.list().getFirst().mfa();
    }

    /** Rejects with {@code UNAUTHENTICATED} a request about another user than that of the session. */
    static void requireSameUser(Authenticated authentication, Optional<PendingInteraction> pending) {
        if (pending.filter(p -> p.isForAnother(authentication.user().subject())).isPresent()) {
            throw Problem.UNAUTHENTICATED.because("the request is for another account; sign in with that account");
        }
    }

    /** Rejects a request for a passkey that would have no effect. */
    static void requirePasskeyUseful(
            Authenticated authentication, Optional<PendingInteraction> pending, boolean confirm) {
        requireSameUser(authentication, pending);
        if (confirm) {
            return;
        }
        if (!isMissing(authentication, pending)) {
            throw Problem.BAD_REQUEST.because("a second factor is already verified");
        }
        if (!passkeyCounts(authentication)) {
            throw Problem.BAD_REQUEST.because("you signed in with a passkey; the second factor is your password");
        }
    }
}
