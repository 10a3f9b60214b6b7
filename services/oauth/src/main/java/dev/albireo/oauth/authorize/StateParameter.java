package dev.albireo.oauth.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.oauth.param.Parameters;
import java.net.URLEncoder;

/**
 * The parameter {@code state}, which is returned to the client unchanged (RFC 6749 section 4.1.2). Its length is limited so that a response
 * in the {@code Location} header passes a proxy that accepts 4 KiB of headers; the limit is checked before a code is issued.
 */
final class StateParameter {
    /** The maximum length, percent-encoded. */
    static final int LONGEST = 2048;

    /** The maximum length together with the redirect URI. */
    private static final int LONGEST_WITH_REDIRECT_URI = 2816;

    private StateParameter() {}

    /** Returns whether a response at this redirect URI has room for it. */
    static boolean fits(String state, String redirectUri) {
        int length = URLEncoder.encode(state, UTF_8).length();
        return length <= LONGEST && (state.isEmpty() || length + redirectUri.length() <= LONGEST_WITH_REDIRECT_URI);
    }

    /** Returns whether even an error response can return it unchanged: a browser would change the line breaks of a form's field. */
    static boolean isReturnable(String state, String redirectUri, ResponseMode mode) {
        boolean whole = state.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return whole && fits(state, redirectUri) && (mode != ResponseMode.FORM_POST || Parameters.isText(state));
    }
}
