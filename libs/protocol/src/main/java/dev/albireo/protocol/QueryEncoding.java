package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * Encodes the names and values of parameters for a query, a fragment or a form ({@code application/x-www-form-urlencoded}, RFC 6749 appendix
 * B). Text that becomes part of a URL is encoded here; in a path it has to be a {@link PathSegment}.
 */
public final class QueryEncoding {
    private QueryEncoding() {}

    /** Returns the encoded text: a space becomes {@code +}, and all but letters, digits and {@code .-*_} is percent-encoded. */
    public static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
