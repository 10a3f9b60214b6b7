package dev.albireo.protocol;

import java.time.Duration;

/** The OAuth error codes this server sends, each with its HTTP status and the section that defines it. */
public enum OAuthError {
    /** RFC 6749 sections 4.1.2.1 and 5.2. */
    INVALID_REQUEST("invalid_request", 400),
    /** RFC 6749 section 5.2; 401 because clients may authenticate with the Authorization header. */
    INVALID_CLIENT("invalid_client", 401),
    /** RFC 6749 section 5.2. */
    INVALID_GRANT("invalid_grant", 400),
    /** RFC 6749 sections 4.1.2.1 and 5.2. */
    UNAUTHORIZED_CLIENT("unauthorized_client", 400),
    /** RFC 6749 section 5.2. */
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    /** RFC 6749 sections 4.1.2.1 and 5.2. */
    INVALID_SCOPE("invalid_scope", 400),
    /** RFC 6749 section 4.1.2.1. */
    UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type", 400),
    /** RFC 6749 section 4.1.2.1. */
    ACCESS_DENIED("access_denied", 403),
    /** RFC 6749 section 4.1.2.1. */
    SERVER_ERROR("server_error", 500),
    /** RFC 6749 section 4.1.2.1. */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503),
    /** RFC 6585 section 4; with the code of RFC 6749 section 4.1.2.1 that asks the client to retry later. */
    TOO_MANY_REQUESTS("temporarily_unavailable", 429),
    /** OpenID Connect Core section 3.1.2.6. */
    LOGIN_REQUIRED("login_required", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    INTERACTION_REQUIRED("interaction_required", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    CONSENT_REQUIRED("consent_required", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    ACCOUNT_SELECTION_REQUIRED("account_selection_required", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    REQUEST_NOT_SUPPORTED("request_not_supported", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    INVALID_REQUEST_OBJECT("invalid_request_object", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    INVALID_REQUEST_URI("invalid_request_uri", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    REQUEST_URI_NOT_SUPPORTED("request_uri_not_supported", 400),
    /** OpenID Connect Core section 3.1.2.6. */
    REGISTRATION_NOT_SUPPORTED("registration_not_supported", 400),
    /** OpenID Connect Core Unmet Authentication Requirements 1.0 section 2. */
    UNMET_AUTHENTICATION_REQUIREMENTS("unmet_authentication_requirements", 400),
    /** RFC 8707 section 2. */
    INVALID_TARGET("invalid_target", 400),
    /** RFC 8628 section 3.5. */
    AUTHORIZATION_PENDING("authorization_pending", 400),
    /** RFC 8628 section 3.5. */
    SLOW_DOWN("slow_down", 400),
    /** RFC 8628 section 3.5. */
    EXPIRED_TOKEN("expired_token", 400),
    /**
     * RFC 8628 section 3.5: the equivalent of {@link #ACCESS_DENIED} at the token endpoint, with the status of RFC 6749
     * section 5.2.
     */
    DEVICE_DENIED("access_denied", 400),
    /** RFC 6750 section 3.1. */
    INVALID_TOKEN("invalid_token", 401),
    /** RFC 6750 section 3.1. */
    INSUFFICIENT_SCOPE("insufficient_scope", 403),
    /** RFC 7591 section 3.2.2. */
    INVALID_REDIRECT_URI("invalid_redirect_uri", 400),
    /** RFC 7591 section 3.2.2. */
    INVALID_CLIENT_METADATA("invalid_client_metadata", 400),
    /** RFC 7591 section 3.2.2. */
    INVALID_SOFTWARE_STATEMENT("invalid_software_statement", 400),
    /** RFC 7591 section 3.2.2. */
    UNAPPROVED_SOFTWARE_STATEMENT("unapproved_software_statement", 400);

    private final String code;
    private final int status;

    OAuthError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** Returns the value of the {@code error} parameter. */
    public String code() {
        return code;
    }

    /** Returns the HTTP status of a response whose body is this error. */
    public int status() {
        return status;
    }

    /**
     * Returns an exception that ends the request with this error.
     *
     * @param description for the client's developer; ASCII, and never discloses which of several secrets was wrong
     */
    public OAuthRefusal because(String description) {
        return because(description, Duration.ZERO);
    }

    /**
     * Returns an exception as {@link #because(String)} does, with the time after which the client may retry (RFC 6585
     * section 4).
     */
    public OAuthRefusal because(String description, Duration retryAfter) {
        return new OAuthRefusal(this, description, retryAfter);
    }
}
