package dev.albireo.oauth.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which redirect URIs may be registered, and which of them a request means. */
final class RedirectUris {
    private static final int LONGEST = 2000;
    private static final Set<String> LOOPBACK_ADDRESSES = Set.of("127.0.0.1", "[::1]");
    private static final Pattern REVERSE_DNS = Pattern.compile("[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+");

    private RedirectUris() {}

    /**
     * Whether the URI of a request is the registered one: the same text, but for the port where a native application listens
     * on a literal loopback address (RFC 9700 section 2.1, RFC 8252 section 7.3).
     */
    static boolean matches(String registered, String requested, boolean nativeClient) {
        if (registered.equals(requested)) {
            return true;
        }
        Optional<URI> ours = parse(registered).filter(RedirectUris::isLoopbackAddress);
        Optional<URI> theirs = parse(requested).filter(RedirectUris::isLoopbackAddress);
        return nativeClient
                && ours.isPresent()
                && theirs.isPresent()
                && withoutPort(registered, ours.get()).equals(withoutPort(requested, theirs.get()));
    }

    /** Why the URI cannot be registered; empty if it can. */
    static Optional<String> objection(String text) {
        Optional<URI> parsed = parse(text);
        if (text.length() > LONGEST || parsed.isEmpty() || !parsed.get().isAbsolute()) {
            return Optional.of("is not an absolute URI");
        }
        URI uri = parsed.get();
        if (uri.getRawFragment() != null) {
            return Optional.of("has a fragment");
        }
        if (uri.getRawUserInfo() != null || text.contains("\\") || text.contains("*")) {
            return Optional.of("has a user, a backslash or a wildcard");
        }
        return switch (uri.getScheme()) {
            case "https" -> uri.getHost() == null ? Optional.of("has no host") : Optional.empty();
            case "http" ->
                isLocal(uri) ? Optional.empty() : Optional.of("is http and not on this very machine; use https");
            default ->
                REVERSE_DNS.matcher(uri.getScheme()).matches()
                        ? Optional.empty()
                        : Optional.of("has a scheme that is neither https nor a reversed domain name of your own");
        };
    }

    /** The origin as a Content-Security-Policy wants it: scheme and authority, or the scheme alone where there is none. */
    static String origin(String text) {
        URI uri = URI.create(text);
        boolean web = uri.getScheme().equals("https") || uri.getScheme().equals("http");
        return web ? uri.getScheme() + "://" + uri.getRawAuthority() : uri.getScheme() + ":";
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isLocal(URI uri) {
        return "localhost".equals(uri.getHost()) || isLoopbackAddress(uri);
    }

    private static boolean isLoopbackAddress(URI uri) {
        return "http".equals(uri.getScheme())
                && uri.getRawUserInfo() == null
                && uri.getHost() != null
                && LOOPBACK_ADDRESSES.contains(uri.getHost());
    }

    private static String withoutPort(String text, URI uri) {
        String authority = uri.getRawAuthority();
        return text.replaceFirst(Pattern.quote(authority), uri.getHost());
    }
}
