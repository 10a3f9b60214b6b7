package dev.albireo.policy;

/** The rules that can demand a second factor; a verdict names those that fired. */
public enum Reason {
    /** The administrator requires it of this user. */
    ADMIN_REQUIRED,
    /** The user switched it on. */
    USER_CHOICE,
    /** The user's group demands it. */
    GROUP,
    /** A requested scope is high-value. */
    HIGH_VALUE_SCOPE,
    /** {@code max_age} is below the threshold. */
    SHORT_MAX_AGE,
    /** The request asks for an {@code acr} that one factor does not meet. */
    REQUESTED_ACR,
    /** The client demands it of everybody. */
    CLIENT_MINIMUM
}
