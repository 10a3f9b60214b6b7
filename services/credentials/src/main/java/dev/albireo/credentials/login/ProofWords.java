package dev.albireo.credentials.login;

import java.time.Instant;
import java.util.Optional;

/** What people read when a proof was refused: what to do, and never which of several secrets was wrong. */
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
     * What people read when their proof was not looked at.
     *
     * @param until when the account may try again; empty where this sign-in alone is closed
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

    /** A refusal's detail as a sentence. */
    static String sentence(String detail) {
        return detail.isEmpty() ? "" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
    }
}
