package dev.albireo.oauth.param;

import dev.albireo.protocol.OAuthError;
import dev.albireo.web.Form;
import java.util.Arrays;
import java.util.List;

/** What every parameter must be before anybody looks at it. */
public final class Parameters {
    private static final int LONGEST = 8192;

    private Parameters() {}

    /** This form; {@code invalid_request} where a value has a control character, which no column would take, or is endless. */
    public static Form checked(Form form) {
        boolean clean = form.asMap().entrySet().stream()
                .allMatch(entry ->
                        isText(entry.getKey()) && entry.getValue().stream().allMatch(Parameters::isText));
        if (!clean) {
            throw OAuthError.INVALID_REQUEST.because("a parameter is too long or has a control character");
        }
        return form;
    }

    /** Whether a text has only characters that can be stored and shown, and not too many. */
    public static boolean isText(String value) {
        return value.length() <= LONGEST
                && value.codePoints().noneMatch(c -> Character.isISOControl(c) || isLoneSurrogate(c));
    }

    /** The words of a space-separated list (RFC 6749 section 3.3), each once, in order. */
    public static List<String> words(String value) {
        return Arrays.stream(value.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
