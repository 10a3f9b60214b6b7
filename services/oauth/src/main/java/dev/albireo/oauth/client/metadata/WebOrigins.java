package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.param.Parameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Origins of web pages, as browsers serialize them (RFC 6454 section 6.2). */
public final class WebOrigins {
    private static final int MAX_LENGTH = 500;

    private WebOrigins() {}

    /** Returns the origin of this URL; empty if it is not that of a web page. */
    public static Optional<String> of(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            boolean usual = uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80) || uri.getPort() < 0;
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            return Optional.of(uri.getScheme() + "://" + host + (usual ? "" : ":" + uri.getPort()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns whether this is an origin and nothing else. */
    public static boolean isOrigin(String text) {
        return text.length() <= MAX_LENGTH
                && Parameters.isText(text)
                && of(text).filter(text::equals).isPresent();
    }
}
