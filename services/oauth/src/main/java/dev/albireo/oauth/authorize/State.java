package dev.albireo.oauth.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.oauth.param.Parameters;
import java.net.URLEncoder;

/**
 * The parameter {@code state}, which comes back to the client exactly as it was sent (RFC 6749 section 4.1.2). It is limited so that an
 * answer in the {@code Location} header passes a proxy that takes 4 KiB of headers; the limit is checked before a code is issued.
 */
final class State {
    /** The most characters of it, percent-encoded. */
    static final int LONGEST = 2048;

    /** The most characters of it and of the redirect URI together. */
    private static final int LONGEST_WITH_REDIRECT_URI = 2816;

    private State() {}

    /** Whether an answer at this redirect URI has room for it. */
    static boolean fits(String state, String redirectUri) {
        int length = URLEncoder.encode(state, UTF_8).length();
        return length <= LONGEST && (state.isEmpty() || length + redirectUri.length() <= LONGEST_WITH_REDIRECT_URI);
    }

    /** Whether even a refusal can give it back exactly: a browser would change the line breaks of a form's field. */
    static boolean isReturnable(String state, String redirectUri, ResponseMode mode) {
        boolean whole = state.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return whole && fits(state, redirectUri) && (mode != ResponseMode.FORM_POST || Parameters.isText(state));
    }
}
