package dev.albireo.oauth.param;

import dev.albireo.protocol.QueryEncoding;

/**
 * The parameter {@code state}, which is returned to the client unchanged, after an authorization (RFC 6749 section 4.1.2) and after a logout
 * (OpenID Connect RP-Initiated Logout 1.0 section 3). Its length is limited so that a response in the {@code Location} header passes a proxy
 * that accepts 4 KiB of headers; the limit is checked before anything is done.
 */
public final class StateParameter {
    /** The maximum length, percent-encoded. */
    public static final int MAX_LENGTH = 2048;

    /** The maximum length beside tokens in the same header. */
    public static final int MAX_LENGTH_WITH_TOKENS = 512;

    /** The maximum length together with the redirect URI. */
    private static final int MAX_LENGTH_WITH_REDIRECT_URI = 2816;

    private StateParameter() {}

    /** Returns whether a response at this redirect URI has room for it. */
    public static boolean isShortEnough(String state, String redirectUri) {
        int length = length(state);
        return length <= MAX_LENGTH
                && (state.isEmpty() || length + redirectUri.length() <= MAX_LENGTH_WITH_REDIRECT_URI);
    }

    /** As above, for a response whose header contains tokens. */
    public static boolean isShortEnoughWithTokens(String state, String redirectUri) {
        return length(state) <= MAX_LENGTH_WITH_TOKENS && isShortEnough(state, redirectUri);
    }

    private static int length(String state) {
        return QueryEncoding.encode(state).length();
    }
}
