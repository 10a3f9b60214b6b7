package dev.albireo.credentials.reset;

import dev.albireo.web.Problem;

/** What became of the request for a link. */
public enum ResetLinkResult {
    /** A mail with a link was requested, and every earlier link of the user is void. */
    REQUESTED("requested"),
    /** Users get no mails here. */
    MAIL_OFF("mail is off"),
    /** The user has no verified email address. */
    NO_VERIFIED_ADDRESS("no verified address"),
    /** The account is disabled. */
    DISABLED("disabled"),
    /** The account was reported from another address than its present one. */
    REPORTED("reported"),
    /** Too many links were sent to the address within the last hour. */
    TOO_MANY("too many mails");

    private final String reason;

    ResetLinkResult(String reason) {
        this.reason = reason;
    }

    /** Rejects any other result for an administrator. */
    public void requireRequested() {
        switch (this) {
            case REQUESTED -> {}
            case TOO_MANY ->
                throw Problem.TOO_MANY_REQUESTS.because(
                        "too many links were sent to the user's address; try again in an hour");
            case MAIL_OFF ->
                throw Problem.UNPROCESSABLE.because(
                        "no mails are sent here: albireo.mail.enabled is false (docs/mail.md)");
            case NO_VERIFIED_ADDRESS -> throw Problem.UNPROCESSABLE.because("the user has no verified email address");
            case REPORTED ->
                throw Problem.UNPROCESSABLE.because(
                        "the account was reported from another address than its present one, which may be that of an attacker; "
                                + "check the address, then unlock the user");
            case DISABLED -> throw Problem.UNPROCESSABLE.because("the account is disabled");
        }
    }

    /** Returns a text for the audit trail. */
    String reason() {
        return reason;
    }
}
