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
        return description == null
                ? "The provider gives no further reason."
                : "The provider says: " + description + ".";
    }

    private static String inWords(String code) {
        return switch (code) {
            case "access_denied" -> "You said no, so the shop learned nothing about you.";
            case "login_required" -> "You are not signed in, and the shop asked not to be shown a sign-in page.";
            case "interaction_required", "consent_required", "account_selection_required" ->
                "The provider would have to ask you something, and the shop asked it not to.";
            case "unmet_authentication_requirements" -> "You are signed in, but not as strongly as the shop asked for.";
            case "invalid_scope" -> "The shop asked for more than it may have.";
            case "invalid_client", "unauthorized_client" -> "The provider does not know this shop any more.";
            case "invalid_grant" -> "The sign-in took too long or was used before.";
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
