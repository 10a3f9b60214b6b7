package dev.albireo.credentials.login;

import java.time.Instant;
import java.util.Optional;

/** Texts for failed proofs: what to do, and never which of several secrets was wrong. */
final class ProofErrorMessages {
    private ProofErrorMessages() {}

    static String wrong(LoginMessages texts, FactorOption way) {
        return switch (way) {
            case CODE -> texts.wrongCode();
            case RECOVERY -> texts.wrongRecoveryCode();
            default -> texts.wrongPassword();
        };
    }

    /**
     * Returns the text for a proof that was not verified.
     *
     * @param until when the account may try again; empty if only this sign-in is limited
     */
    static String tooMany(LoginMessages texts, FactorOption way, Optional<Instant> until) {
        if (way != FactorOption.CODE && way != FactorOption.RECOVERY) {
            return texts.tooManyAttempts();
        }
        return until.isPresent() ? texts.tooManyCodesOfAccount() : texts.tooManyCodes();
    }

    /** Returns the detail of an error as a sentence. */
    static String sentence(String detail) {
        return detail.isEmpty() ? "" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
    }
}
