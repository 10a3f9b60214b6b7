package dev.albireo.protocol;

/** Which requests of an endpoint are limited (RFC 6585 section 4). */
public enum RateLimitRule {
    /** No requests. */
    NONE,
    /** Each request, by client and network. */
    CLIENT_REQUESTS,
    /** Requests of a network whose client authentication failed too often. */
    CLIENT_FAILURES,
    /** Requests of a network whose registration access tokens were invalid too often. */
    REGISTRATION_TOKEN_FAILURES,
    /** Each registration, by network. */
    REGISTRATIONS,
    /** Each authorization request, by network. */
    AUTHORIZATIONS
}
