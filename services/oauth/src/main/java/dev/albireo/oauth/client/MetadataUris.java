package dev.albireo.oauth.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Parses the URLs of client metadata. */
final class MetadataUris {
    private MetadataUris() {}

    /** Returns the URI; empty if the text is not one. Unlike {@link URI}, rejects characters outside of ASCII (RFC 3986 section 2). */
    static Optional<URI> parse(String text) {
        try {
            return text.chars().allMatch(c -> c > ' ' && c < 0x7F) ? Optional.of(new URI(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
