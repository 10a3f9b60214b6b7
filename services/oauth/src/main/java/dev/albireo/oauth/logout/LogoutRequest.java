package dev.albireo.oauth.logout;

import dev.albireo.web.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A logout request of a client (OpenID Connect RP-Initiated Logout 1.0 section 2). */
record LogoutRequest(
        Optional<String> idTokenHint,
        Optional<String> logoutHint,
        Optional<String> clientId,
        Optional<String> redirectUri,
        Optional<String> state,
        Optional<String> locales) {

    /** The form of a JWT (RFC 7519 section 3). */
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){2,4}");

    /**
     * Reads the request. A hint that is not a JWT ({@code undefined}, as scripts send it) is ignored; if nothing else names the client, the
     * redirect URI is ignored too.
     */
    static LogoutRequest of(Form form) {
        Optional<String> hint = form.optional("id_token_hint");
        Optional<String> jwt = hint.filter(text -> JWT.matcher(text).matches());
        Optional<String> client = form.optional("client_id");
        return new LogoutRequest(
                jwt,
                form.optional("logout_hint"),
                client,
                form.optional("post_logout_redirect_uri")
                        .filter(uri -> jwt.isPresent() == hint.isPresent() || client.isPresent()),
                form.optional("state"),
                form.optional("ui_locales"));
    }

    /** Returns the request as parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        idTokenHint.ifPresent(value -> parameters.put("id_token_hint", value));
        logoutHint.ifPresent(value -> parameters.put("logout_hint", value));
        clientId.ifPresent(value -> parameters.put("client_id", value));
        redirectUri.ifPresent(value -> parameters.put("post_logout_redirect_uri", value));
        state.ifPresent(value -> parameters.put("state", value));
        locales.ifPresent(value -> parameters.put("ui_locales", value));
        return parameters;
    }
}
