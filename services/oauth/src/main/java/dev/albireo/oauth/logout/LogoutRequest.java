package dev.albireo.oauth.logout;

import dev.albireo.web.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an application may say when it asks for a logout (OpenID Connect RP-Initiated Logout 1.0 section 2). */
record LogoutRequest(
        Optional<String> idTokenHint,
        Optional<String> logoutHint,
        Optional<String> clientId,
        Optional<String> redirectUri,
        Optional<String> state,
        Optional<String> locales) {

    static LogoutRequest of(Form form) {
        return new LogoutRequest(
                form.optional("id_token_hint"),
                form.optional("logout_hint"),
                form.optional("client_id"),
                form.optional("post_logout_redirect_uri"),
                form.optional("state"),
                form.optional("ui_locales"));
    }

    /** The same as parameters again. */
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
