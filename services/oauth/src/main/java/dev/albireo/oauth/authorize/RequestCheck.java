package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.param.StateParameter;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.Pkce;
import dev.albireo.web.Form;
import java.util.List;

/**
 * The checks of an authorization request, in the order they run. Until the redirect URI is verified, an error is shown as a page;
 * afterwards it is returned to the client by redirect. The order of the constants is a security rule.
 */
enum RequestCheck {
    REDIRECT_URI(ErrorDelivery.PAGE, RequestCheck::redirectUri, "RFC 9700 2.1"),
    READABLE(ErrorDelivery.REDIRECT, (form, client) -> Parameters.checked(form), "RFC 6749 A"),
    ONCE_EACH(ErrorDelivery.REDIRECT, RequestCheck::onceEach, "RFC 6749 3.1"),
    STATE(ErrorDelivery.REDIRECT, RequestCheck::state, "RFC 6749 4.1.2"),
    RESPONSE_TYPE(ErrorDelivery.REDIRECT, RequestCheck::responseType, "RFC 6749 3.1.1"),
    RESPONSE_MODE(ErrorDelivery.REDIRECT, RequestCheck::responseMode, "OAuth 2.0 Multiple Response Types 2.1"),
    REQUEST_OBJECT(ErrorDelivery.REDIRECT, RequestCheck::requestObject, "OIDC Core 3.1.2.6"),
    GRANT_TYPE(ErrorDelivery.REDIRECT, RequestCheck::grantType, "RFC 7591 2"),
    SCOPE(ErrorDelivery.REDIRECT, RequestCheck::scope, "RFC 6749 3.3"),
    RESOURCE(ErrorDelivery.REDIRECT, RequestCheck::resource, "RFC 8707 2"),
    PKCE(ErrorDelivery.REDIRECT, RequestCheck::pkce, "RFC 7636 4.4.1"),
    NONCE(ErrorDelivery.REDIRECT, RequestCheck::nonce, "OIDC Core 3.1.2.1, 3.2.2.1"),
    PROMPT(ErrorDelivery.REDIRECT, (form, client) -> Prompt.parse(form.text("prompt")), "OIDC Core 3.1.2.1"),
    MAX_AGE(ErrorDelivery.REDIRECT, (form, client) -> AuthorizationRequest.maxAge(form), "OIDC Core 3.1.2.1"),
    CLAIMS(ErrorDelivery.REDIRECT, (form, client) -> RequestedClaims.parse(form), "OIDC Core 5.5"),
    ACR(ErrorDelivery.REDIRECT, (form, client) -> RequestedAcr.parse(form), "OIDC Core 5.5.1.1");

    /** How an error is returned. */
    enum ErrorDelivery {
        PAGE,
        REDIRECT
    }

    private interface Check {
        void run(Form form, Client client);
    }

    private static final int MAX_NONCE_LENGTH = 1024;

    private final ErrorDelivery errorDelivery;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Check check;

    private final String reference;

    RequestCheck(ErrorDelivery errorDelivery, Check check, String reference) {
        this.errorDelivery = errorDelivery;
        this.check = check;
        this.reference = reference;
    }

    /** Rejects a request that fails this check. */
    void run(Form form, Client client) {
        check.run(form, client);
    }

    ErrorDelivery errorDelivery() {
        return errorDelivery;
    }

    /** Returns the section that defines the check. */
    String reference() {
        return reference;
    }

    private static void redirectUri(Form form, Client client) {
        boolean once =
                form.all("redirect_uri").size() == 1 && form.all("client_id").size() == 1;
        if (!once || !client.mayRedirectTo(form.text("redirect_uri"))) {
            throw OAuthError.INVALID_REQUEST.because("redirect_uri is not registered for the client");
        }
    }

    private static void onceEach(Form form, Client client) {
        form.withoutRepeats(ResourceIndicators.REPEATABLE);
    }

    private static void state(Form form, Client client) {
        String state = form.text("state");
        String uri = form.text("redirect_uri");
        boolean besideTokens = ResponseMode.of(form) == ResponseMode.FRAGMENT
                && ResponseType.of(form.text("response_type"))
                        .filter(ResponseType::isFrontChannel)
                        .isPresent();
        boolean fits = besideTokens
                ? StateParameter.isShortEnoughWithTokens(state, uri)
                : StateParameter.isShortEnough(state, uri);
        if (!fits) {
            throw OAuthError.INVALID_REQUEST.because("state is longer than "
                    + (besideTokens ? StateParameter.MAX_LENGTH_WITH_TOKENS : StateParameter.MAX_LENGTH)
                    + " characters when percent-encoded, or too long in combination with redirect_uri");
        }
    }

    private static void responseType(Form form, Client client) {
        boolean registered = ResponseType.of(form.required("response_type"))
                .filter(client.metadata().grants().responseTypes()::contains)
                .isPresent();
        if (!registered) {
            throw unsupported();
        }
    }

    /** Also for a response type that the client registered and that is not supported. */
    static OAuthRefusal unsupported() {
        return OAuthError.UNSUPPORTED_RESPONSE_TYPE.because(
                "response_type is not registered for the client or not supported");
    }

    private static ResponseType type(Form form) {
        return ResponseType.of(form.text("response_type")).orElseThrow();
    }

    private static void responseMode(Form form, Client client) {
        if (form.optional("response_mode")
                .filter(mode -> !ResponseMode.isSupported(mode))
                .isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("response_mode must be query, fragment or form_post");
        }
        if (type(form).isFrontChannel() && form.text("response_mode").equals(ResponseMode.QUERY.value())) {
            throw OAuthError.INVALID_REQUEST.because("response_mode=query is not allowed for responses with tokens");
        }
    }

    private static void requestObject(Form form, Client client) {
        if (form.optional("request").isPresent()) {
            throw OAuthError.REQUEST_NOT_SUPPORTED.because(
                    "request and request_uri are not supported at this endpoint");
        }
        if (form.optional("request_uri").isPresent()) {
            throw OAuthError.REQUEST_URI_NOT_SUPPORTED.because(
                    "request and request_uri are not supported at this endpoint");
        }
        if (form.optional("registration").isPresent()) {
            throw OAuthError.REGISTRATION_NOT_SUPPORTED.because(
                    "registration is not supported; use the registration endpoint");
        }
    }

    private static void grantType(Form form, Client client) {
        if (!client.metadata().grants().types().containsAll(type(form).grantTypes())) {
            throw OAuthError.UNAUTHORIZED_CLIENT.because("the client may not use this response_type");
        }
    }

    /** A request without {@code openid} is plain OAuth 2.0; an ID token requires OpenID Connect. */
    private static void scope(Form form, Client client) {
        List<String> scopes = Parameters.values(form.text("scope"));
        if (!scopes.contains(Scopes.OPENID) && type(form).hasIdToken()) {
            throw OAuthError.INVALID_SCOPE.because("scope must contain openid for a response_type with an ID token");
        }
        if (!client.metadata().grants().scopes().containsAll(scopes)) {
            throw OAuthError.INVALID_SCOPE.because("scope contains a scope that the client may not request");
        }
    }

    private static void resource(Form form, Client client) {
        ResourceIndicators.requested(form, client, Parameters.values(form.text("scope")));
    }

    private static void pkce(Form form, Client client) {
        if (!type(form).hasCode()) {
            return;
        }
        boolean sent = form.optional("code_challenge").isPresent();
        boolean methodSent = form.optional("code_challenge_method").isPresent();
        if (!sent && (client.requiresPkce() || methodSent)) {
            throw OAuthError.INVALID_REQUEST.because("code_challenge is missing: PKCE is required");
        }
        if (!sent) {
            return;
        }
        if (!form.text("code_challenge_method").equals("S256") || !Pkce.isChallenge(form.text("code_challenge"))) {
            throw OAuthError.INVALID_REQUEST.because(
                    "code_challenge_method must be S256 with a matching code_challenge");
        }
    }

    private static void nonce(Form form, Client client) {
        if (form.text("nonce").length() > MAX_NONCE_LENGTH) {
            throw OAuthError.INVALID_REQUEST.because("nonce is too long");
        }
        if (type(form).hasIdToken() && form.text("nonce").isEmpty()) {
            throw OAuthError.INVALID_REQUEST.because("nonce is missing");
        }
    }
}
