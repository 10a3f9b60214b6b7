package dev.albireo.credentials.reset;

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
    /** Too many links were sent to the address within the last hour. */
    TOO_MANY("too many mails");

    private final String reason;

    ResetLinkResult(String reason) {
        this.reason = reason;
    }

    /** Returns a text for the audit trail. */
    String reason() {
        return reason;
    }
}
