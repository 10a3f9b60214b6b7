package dev.albireo.devstack.demo;

import com.nimbusds.oauth2.sdk.ErrorObject;
import org.jspecify.annotations.Nullable;

/** A failed sign-in, with an explanation for the user. */
final class SignInProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String advice;

    /**
     * @param code the protocol's error code, for the developer
     */
    SignInProblem(String code, String message, String advice) {
        super(message);
        this.code = code;
        this.advice = advice;
    }

    /** Returns the failure of a provider's response that lacks a required property. */
    static SignInProblem invalid(String code, String message, Exception cause) {
        return new SignInProblem(code, message, String.valueOf(cause.getMessage()));
    }

    /** Returns the failure of a rejected registration (RFC 7591 section 3.2.2). */
    static SignInProblem unregistered(ErrorObject error) {
        return new SignInProblem(
                error.getCode() == null ? "not_registered" : error.getCode(),
                "The provider did not register the shop.",
                described(error.getDescription()));
    }

    /** Returns an error that the provider sent (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6). */
    static SignInProblem from(ErrorObject error) {
        String code = error.getCode() == null ? "unknown_error" : error.getCode();
        return new SignInProblem(code, inWords(code), described(error.getDescription()));
    }

    private static String described(@Nullable String description) {
        return description == null ? "The provider gives no reason." : "The provider says: " + description + ".";
    }

    private static String inWords(String code) {
        return switch (code) {
            case "access_denied" -> "You denied the request, so the shop received no data about you.";
            case "login_required" -> "You are not signed in, and the shop requested no sign-in page (prompt=none).";
            case "interaction_required", "consent_required", "account_selection_required" ->
                "The provider needs your input, and the shop did not allow it (prompt=none).";
            case "unmet_authentication_requirements" ->
                "You are signed in, but not with the strength that the shop requested.";
            case "invalid_scope" -> "The shop requested a scope that it may not use.";
            case "invalid_client", "unauthorized_client" -> "The registration of this shop is no longer valid.";
            case "invalid_grant" -> "The authorization code has expired or was already used.";
            case "temporarily_unavailable", "server_error" -> "The provider has a problem at the moment.";
            default -> "The provider did not sign you in.";
        };
    }

    String code() {
        return code;
    }

    String advice() {
        return advice;
    }
}
