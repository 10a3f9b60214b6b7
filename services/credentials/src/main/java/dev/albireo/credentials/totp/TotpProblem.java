package dev.albireo.credentials.totp;

import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;

/** Why an authenticator application is not enabled or not disabled; clients read the word in {@code error}. */
public enum TotpProblem {
    ALREADY_ENABLED("already_enabled", "an authenticator app is already set up"),
    NOT_REQUESTED("not_requested", "no authenticator app is being set up in this session"),
    WRONG_TOKEN("wrong_token", "the code is incorrect, expired or already used; enter the code that the app shows now");

    private final String code;
    private final String description;

    TotpProblem(String code, String description) {
        this.code = code;
        this.description = description;
    }

    /** Returns an exception for 422 with the members {@code error} and {@code error_description}. */
    public ProblemRefusal refusal() {
        return Problem.UNPROCESSABLE.because(description).with("error", code).with("error_description", description);
    }

    /** Returns whether the exception has this problem. */
    public boolean is(ProblemRefusal refusal) {
        return code.equals(refusal.members().get("error"));
    }
}
