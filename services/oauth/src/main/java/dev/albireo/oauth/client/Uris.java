package dev.albireo.oauth.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The addresses that client metadata names. */
final class Uris {
    private Uris() {}

    /** The URI; empty where the text is none. Unlike {@link URI}, a character outside of ASCII is not one of a URI (RFC 3986 section 2). */
    static Optional<URI> parse(String text) {
        try {
            return text.chars().allMatch(c -> c > ' ' && c < 0x7F) ? Optional.of(new URI(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
