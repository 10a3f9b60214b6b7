package dev.albireo.credentials.login;

import dev.albireo.credentials.delivery.SendOtpResult;

/**
 * The messages of the second-factor page.
 *
 * @param problem the error of the last attempt, or empty
 * @param lockedUntil when codes are accepted again, or empty
 * @param result the result of the request for another code
 */
record SecondFactorNotice(String problem, String lockedUntil, SendOtpResult result) {
    static final SecondFactorNotice NOTHING = new SecondFactorNotice("", "");

    SecondFactorNotice(String problem, String lockedUntil) {
        this(problem, lockedUntil, SendOtpResult.SENT);
    }

    SecondFactorNotice and(SendOtpResult other) {
        return new SecondFactorNotice(problem, lockedUntil, other);
    }
}
