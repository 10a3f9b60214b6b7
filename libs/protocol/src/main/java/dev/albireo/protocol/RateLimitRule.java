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
    AUTHORIZATIONS;

    /** Returns whether a request with this HTTP method is limited. */
    public boolean limits(String method) {
        return switch (this) {
            case NONE -> false;
            case AUTHORIZATIONS, REGISTRATION_TOKEN_FAILURES -> true;
            case CLIENT_REQUESTS, CLIENT_FAILURES, REGISTRATIONS -> method.equals("POST");
        };
    }
}
