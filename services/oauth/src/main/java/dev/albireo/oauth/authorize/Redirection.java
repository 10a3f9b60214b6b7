package dev.albireo.oauth.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.Opaque;
import dev.albireo.web.PageNotice;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the browser goes next.
 *
 * @param posted what it posts there by a form; empty where it just goes
 * @param newBrowser a browser cookie to set
 */
record Redirection(String location, Map<String, String> posted, Optional<Opaque> newBrowser) {
    Redirection {
        posted = new LinkedHashMap<>(posted);
    }

    static Redirection to(String location) {
        return new Redirection(location, Map.of(), Optional.empty());
    }

    static Redirection posting(String location, Map<String, String> fields) {
        return new Redirection(location, fields, Optional.empty());
    }

    /** As this, and the page of ours there says the notice. */
    Redirection noticing(String notice) {
        String separator = location.contains("?") ? "&" : "?";
        return new Redirection(
                location + separator + PageNotice.PARAMETER + "=" + URLEncoder.encode(notice, UTF_8),
                posted,
                newBrowser);
    }

    Redirection withBrowser(Optional<Opaque> browser) {
        return new Redirection(location, posted, browser);
    }
}
