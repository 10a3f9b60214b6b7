package dev.albireo.oauth.client.metadata;

import dev.albireo.web.Form;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Parses the URLs of client metadata. */
public final class MetadataUris {
    /** The maximum length, in characters: links of a client are sent in the URL of the login page. */
    public static final int MAX_LENGTH = 500;

    private MetadataUris() {}

    /** Returns the first of these parameters that is in the query of the URI, if any: each may occur once in a URI to which it is added. */
    static Optional<String> parameterOf(String uri, Set<String> names) {
        return parse(uri)
                .flatMap(parsed -> Optional.ofNullable(parsed.getRawQuery()))
                .flatMap(query -> Form.ofQuery(query).names().stream()
                        .filter(names::contains)
                        .sorted()
                        .findFirst());
    }

    /** Returns the URI; empty if the text is not one. Unlike {@link URI}, rejects characters outside of ASCII (RFC 3986 section 2). */
    public static Optional<URI> parse(String text) {
        try {
            return text.chars().allMatch(c -> c > ' ' && c < 0x7F) ? Optional.of(new URI(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns whether it is the URL of a web page: https, except on this machine, and without user information. */
    public static boolean isWebPage(String text) {
        return text.length() <= MAX_LENGTH
                && parse(text)
                        .filter(uri -> "https".equals(uri.getScheme())
                                || ("http".equals(uri.getScheme())
                                        && RedirectUris.violation(text).isEmpty()))
                        .filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null)
                        .isPresent();
    }

    /** Returns whether the text is a valid resource indicator (RFC 8707 section 2), and not one of this system's services. */
    public static boolean isResourceIndicator(String text) {
        return text.length() <= MAX_LENGTH
                && !ReservedClients.isReserved(text)
                && parse(text)
                        .filter(uri -> uri.isAbsolute() && uri.getRawFragment() == null)
                        .isPresent();
    }

    /** Returns the URL without its fragment, which is not sent. */
    public static String withoutFragment(String uri) {
        return uri.replaceFirst("#.*", "");
    }
}
