package dev.albireo.credentials.delivery;

/** The result of a request for a code. */
public enum SendOtpResult {
    /** The code is being sent, and every earlier one of the session is void. */
    SENT,
    /** Too many were requested recently. */
    TOO_MANY,
    /** Codes cannot be sent to this user: no webhook is configured, or the user has no application, or wants none sent. */
    IMPOSSIBLE
}
