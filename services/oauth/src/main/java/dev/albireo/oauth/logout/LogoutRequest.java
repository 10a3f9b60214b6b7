package dev.albireo.oauth.logout;

import dev.albireo.web.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an application may say when it asks for a logout (OpenID Connect RP-Initiated Logout 1.0 section 2). */
record LogoutRequest(
        Optional<String> idTokenHint,
        Optional<String> logoutHint,
        Optional<String> clientId,
        Optional<String> redirectUri,
        Optional<String> state,
        Optional<String> locales) {

    /** What a JWT looks like (RFC 7519 section 3). */
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){2,4}");

    /**
     * What was sent. A hint that is no JWT at all ({@code undefined}, as scripts send it) is none; where nothing else names the client,
     * the address to go on to is none either.
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

    /** Returns the same as parameters again. */
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
