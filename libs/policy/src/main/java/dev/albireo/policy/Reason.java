package dev.albireo.policy;

/** The rules that can require a second factor; a decision lists those that apply. */
public enum Reason {
    /** The administrator requires it of this user. */
    ADMIN_REQUIRED,
    /** The user switched two-factor authentication on. */
    USER_CHOICE,
    /** A group of the user requires it. */
    GROUP,
    /** A requested scope is high-value. */
    HIGH_VALUE_SCOPE,
    /** {@code max_age} is below the threshold. */
    SHORT_MAX_AGE,
    /** The request asks for an {@code acr} that one factor does not satisfy. */
    REQUESTED_ACR,
    /** The client requires it of all users. */
    CLIENT_MINIMUM,
    /** The request comes from outside the trusted networks. */
    NETWORK,
    /** A rule of the declared policy requires it. */
    POLICY
}
