package dev.albireo.oauth.param;

import dev.albireo.protocol.OAuthError;
import dev.albireo.web.Form;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validates parameters before they are read. */
public final class Parameters {
    private static final int MAX_LENGTH = 8192;

    /**
     * The parameters that the endpoints read, without the hints that only make a page more convenient. An unreadable value of any other
     * parameter is ignored, because unrecognized parameters are (RFC 6749 section 3.1).
     */
    private static final Set<String> RECOGNIZED = Set.of(
            "access_token",
            "acr_values",
            "action",
            "claims",
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "code",
            "code_challenge",
            "code_challenge_method",
            "code_verifier",
            "device_code",
            "form_token",
            "grant_type",
            "id_token_hint",
            "interaction",
            "max_age",
            "nonce",
            "post_logout_redirect_uri",
            "prompt",
            "redirect_uri",
            "refresh_token",
            "registration",
            "request",
            "request_uri",
            "resource",
            "response_mode",
            "response_type",
            "scope",
            "state",
            "token",
            "token_format",
            "token_type_hint",
            "user_code");

    /** The hints that endpoints read: an unreadable one is ignored, a repeated one is an error. */
    private static final Set<String> HINTS = Set.of("login_hint", "logout_hint", "ui_locales");

    private Parameters() {}

    /**
     * Returns the form without ignored parameters; {@code invalid_request}, naming the parameter, if a value has a control character, bytes
     * that are not UTF-8, or excessive length.
     */
    public static Form checked(Form form) {
        Form recognized = recognized(form);
        recognized.asMap().forEach((name, values) -> {
            if (!areText(values)) {
                throw OAuthError.INVALID_REQUEST.because(
                        name + " contains a control character or invalid UTF-8, or is longer than " + MAX_LENGTH
                                + " characters");
            }
        });
        return recognized;
    }

    /** Returns the form without unreadable hints and without parameters that are not recognized and are unreadable or repeated. */
    public static Form recognized(Form form) {
        Map<String, List<String>> kept = new LinkedHashMap<>(form.asMap());
        kept.entrySet()
                .removeIf(entry -> !RECOGNIZED.contains(entry.getKey())
                        && (!isText(entry.getKey()) || !areText(entry.getValue()) || isUnknownRepeat(entry)));
        return Form.of(kept);
    }

    private static boolean isUnknownRepeat(Map.Entry<String, List<String>> entry) {
        return entry.getValue().size() > 1 && !HINTS.contains(entry.getKey());
    }

    private static boolean areText(List<String> values) {
        for (String value : values) {
            if (!isText(value)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a text has only characters that can be stored and displayed, and an acceptable length. */
    public static boolean isText(String value) {
        if (value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || (Character.isSurrogate(c) && isLoneSurrogate(value, i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the distinct words of a space-separated list (RFC 6749 section 3.3), in order. */
    public static List<String> values(String value) {
        if (!value.isEmpty() && value.indexOf(' ') < 0) {
            return List.of(value);
        }
        return Arrays.stream(value.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean isLoneSurrogate(String value, int index) {
        return Character.isHighSurrogate(value.charAt(index))
                ? index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1))
                : index == 0 || !Character.isHighSurrogate(value.charAt(index - 1));
    }
}
