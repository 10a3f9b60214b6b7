package dev.albireo.credentials.login;

import java.time.Instant;
import java.util.Optional;

/** Texts for failed proofs: what to do, and never which of several secrets was wrong. */
final class ProofErrorMessages {
    private ProofErrorMessages() {}

    static String wrong(LoginMessages messages, FactorOption option) {
        return switch (option) {
            case CODE -> messages.wrongCode();
            case RECOVERY -> messages.wrongRecoveryCode();
            case ENROLMENT_CODE -> messages.wrongEnrolmentCode();
            default -> messages.wrongPassword();
        };
    }

    /**
     * Returns the text for a proof that was not verified.
     *
     * @param until when the account may try again; empty if only this sign-in is limited
     */
    static String tooMany(LoginMessages messages, FactorOption option, Optional<Instant> until) {
        return switch (option) {
            case CODE, RECOVERY, ENROLMENT_CODE -> tooManyCodes(messages, until);
            default -> messages.tooManyAttempts();
        };
    }

    private static String tooManyCodes(LoginMessages messages, Optional<Instant> until) {
        return until.isPresent() ? messages.tooManyCodesOfAccount() : messages.tooManyCodes();
    }
}
