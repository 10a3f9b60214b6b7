package dev.albireo.oauth.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.Opaque;
import dev.albireo.web.PageNotice;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The next navigation of the browser.
 *
 * @param posted the fields that it posts; empty for a plain redirect
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

    /** Returns this redirection with a notice for the page of this server that it leads to. */
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
