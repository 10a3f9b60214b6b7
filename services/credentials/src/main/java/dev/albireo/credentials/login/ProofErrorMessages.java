package dev.albireo.credentials.login;

import java.time.Instant;
import java.util.Optional;

/** Texts for failed proofs: what to do, and never which of several secrets was wrong. */
final class ProofErrorMessages {
    private ProofErrorMessages() {}

    static String wrong(FactorOption way) {
        return switch (way) {
            case CODE ->
                "That code is wrong or has expired. Codes change every 30 seconds and are accepted once; enter the current one.";
            case RECOVERY -> "That recovery code is wrong or was already used. Check it, or use another one.";
            default -> "That password is wrong. Check it and try again.";
        };
    }

    /**
     * Returns the text for a proof that was not verified.
     *
     * @param until when the account may try again; empty if only this sign-in is limited
     */
    static String tooMany(FactorOption way, Optional<Instant> until) {
        if (way != FactorOption.CODE && way != FactorOption.RECOVERY) {
            return "Too many failed attempts. Wait an hour, or sign in again.";
        }
        return until.isPresent()
                ? "There were too many wrong codes for this account, so no code is accepted for now. If it was not you who "
                        + "entered them, your password is known to someone else: change it."
                : "Too many wrong codes in this sign-in. Sign in again to continue.";
    }

    /** Returns the detail of an error as a sentence. */
    static String sentence(String detail) {
        return detail.isEmpty() ? "" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
    }
}
