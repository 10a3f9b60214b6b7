package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.RequestCheck.ErrorDelivery;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.param.StateParameter;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import dev.albireo.web.PageRefusal;
import java.util.List;
import java.util.Optional;

/** Runs every check on a request of a known client. */
final class AuthorizationRequestValidator {
    private AuthorizationRequestValidator() {}

    /** The result of the checks. */
    sealed interface Checked {
        /** The request is valid. */
        record Good(AuthorizationRequest request) implements Checked {}

        /** The error response for the client. */
        record Bad(AuthorizationResponses.ResponseTarget target, OAuthRefusal refusal) implements Checked {}
    }

    /** As below, for a request without {@code id_token_hint}. */
    static Checked check(Form sent, Client client) {
        return check(sent, client, IdTokenHint.NONE);
    }

    /** Throws an error page where the error cannot be returned by redirect. */
    static Checked check(Form sent, Client client, IdTokenHint hint) {
        Form form = withRedirectUri(sent, client);
        for (RequestCheck check : RequestCheck.values()) {
            try {
                check.run(form, client);
            } catch (OAuthRefusal refusal) {
                if (check.errorDelivery() == ErrorDelivery.PAGE) {
                    throw invalidLink();
                }
                return new Checked.Bad(target(form), refusal);
            }
        }
        if (!hint.agreesWith(RequestedClaims.parse(form).subject())) {
            return new Checked.Bad(
                    target(form),
                    OAuthError.INVALID_REQUEST.because(
                            "id_token_hint is not an ID token for this client, or its sub differs from that in claims"));
        }
        return new Checked.Good(
                AuthorizationRequest.of(form, sent.all("redirect_uri").isEmpty(), client, hint));
    }

    /**
     * Returns the result for a request that cannot be read: an error response to the client if the parameters beside it contain a
     * registered redirect URI.
     */
    static Checked refused(Form sent, Client client, OAuthRefusal refusal) {
        Form form = withRedirectUri(sent, client);
        try {
            RequestCheck.REDIRECT_URI.run(form, client);
        } catch (OAuthRefusal elsewhere) {
            throw invalidLink();
        }
        return new Checked.Bad(target(form), refusal);
    }

    private static Form withRedirectUri(Form sent, Client client) {
        List<String> scopes = sent.all("scope").stream()
                .flatMap(text -> Parameters.values(text).stream())
                .toList();
        boolean clear = sent.all("redirect_uri").isEmpty() && scopes.stream().allMatch(Parameters::isText);
        Optional<String> implied = clear ? client.impliedRedirectUri(scopes) : Optional.empty();
        return implied.map(uri -> sent.with("redirect_uri", uri)).orElse(sent);
    }

    /** Repeated parameters are ignored, and so is a state that cannot be returned exactly. */
    private static AuthorizationResponses.ResponseTarget target(Form form) {
        boolean clear = form.all("response_mode").size() < 2;
        ResponseMode mode = clear ? ResponseMode.of(form) : ResponseMode.QUERY;
        String uri = form.text("redirect_uri");
        Optional<String> state = form.all("state").size() > 1 ? Optional.empty() : form.optional("state");
        return new AuthorizationResponses.ResponseTarget(
                uri, mode, state.filter(value -> isReturnable(value, uri, mode)));
    }

    /** Returns whether even an error response can return the state unchanged: a browser would change the line breaks of a form's field. */
    private static boolean isReturnable(String state, String redirectUri, ResponseMode mode) {
        boolean whole = state.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return whole
                && StateParameter.isShortEnough(state, redirectUri)
                && (mode != ResponseMode.FORM_POST || Parameters.isText(state));
    }

    /**
     * Returns the same error for an unknown client and an unregistered redirect URI, so that nothing is disclosed to the author of the
     * link.
     */
    static PageRefusal invalidLink() {
        return PageRefusal.of(
                400,
                "This sign-in link does not work",
                "The application is not registered, or its redirect URI is not. "
                        + "Go back to the application and try again. If the error persists, contact the operator of the application.");
    }
}
