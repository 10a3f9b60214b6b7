package dev.albireo.credentials.delivery;

/** What came of the wish for a code. */
public enum Wish {
    /** It is on its way, and every earlier one of the session is void. */
    SENT,
    /** Too many were asked for lately. */
    TOO_MANY,
    /** Codes are not sent to this person: nobody configured where to, or they have no application, or want none sent. */
    IMPOSSIBLE
}
