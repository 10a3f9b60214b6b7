package dev.albireo.oauth.authorize;

import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The response modes (OAuth 2.0 Multiple Response Types section 2.1, OAuth 2.0 Form Post Response Mode). */
enum ResponseMode {
    /** In the query of the redirect URI. */
    QUERY,
    /** In its fragment, which no server receives. */
    FRAGMENT,
    /** In the body of a POST. */
    FORM_POST;

    private static final List<String> FRONT_CHANNEL = List.of("token", "id_token");

    /** Returns the requested mode; the default of the response type if the mode is absent, unknown or, for tokens, a query. */
    static ResponseMode of(Form form) {
        boolean frontChannel =
                Parameters.values(form.text("response_type")).stream().anyMatch(FRONT_CHANNEL::contains);
        return find(form.text("response_mode"))
                .filter(mode -> mode != QUERY || !frontChannel)
                .orElse(frontChannel ? FRAGMENT : QUERY);
    }

    /** Returns whether a mode of this name exists. */
    static boolean isSupported(String value) {
        return find(value).isPresent();
    }

    /** Returns the value of the parameter. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<ResponseMode> find(String value) {
        return Arrays.stream(values())
                .filter(mode -> mode.value().equals(value))
                .findFirst();
    }
}
