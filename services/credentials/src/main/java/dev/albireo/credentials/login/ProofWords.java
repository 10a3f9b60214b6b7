package dev.albireo.credentials.login;

import java.time.Instant;
import java.util.Optional;

/** Texts for failed proofs: what to do, and never which of several secrets was wrong. */
final class ProofWords {
    private ProofWords() {}

    static String wrong(Way way) {
        return switch (way) {
            case CODE ->
                "That code was not right or has expired. Codes change every 30 seconds, and each is good once; enter the one shown now.";
            case RECOVERY -> "That recovery code was not right, or it was used before. Check it, or take another one.";
            default -> "That password was not right. Check it and try again.";
        };
    }

    /**
     * Returns the text for a proof that was not verified.
     *
     * @param until when the account may try again; empty if only this sign-in is limited
     */
    static String tooMany(Way way, Optional<Instant> until) {
        if (way != Way.CODE && way != Way.RECOVERY) {
            return "There were too many wrong tries. Wait an hour, or sign in anew.";
        }
        return until.isPresent()
                ? "There were too many wrong codes for this account, so for a while none is looked at, not even the right one. If it "
                        + "was not you who tried, somebody knows your password: change it."
                : "There were too many wrong codes in this sign-in. Sign in anew to try again.";
    }

    /** Returns the detail of an error as a sentence. */
    static String sentence(String detail) {
        return detail.isEmpty() ? "" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
    }
}
