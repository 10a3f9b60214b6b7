package dev.albireo.delivery;

import java.util.Locale;

/** The outcome of an attempt to deliver, as events, metrics and administrators see it. */
public enum DeliveryOutcome {
    /** Any 2xx status. */
    DELIVERED,

    /** Another status. */
    REFUSED,

    /** No status in time. */
    TIMEOUT,

    /** No connection, or one that was closed; or there is no address any more. */
    UNREACHABLE,

    /** The address must not be called. */
    FILTERED,

    /** Status 410: the receiver is permanently gone (RFC 9110 section 15.5.11). */
    GONE,

    /** The client has removed its address. */
    WITHDRAWN,

    /** The content was encrypted with another key, or is of a type that a newer release has added. */
    UNREADABLE,

    /** The content expired before it was delivered. */
    EXPIRED;

    /** Returns its word in events, metrics and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
