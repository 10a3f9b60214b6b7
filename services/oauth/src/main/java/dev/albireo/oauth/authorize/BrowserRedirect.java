package dev.albireo.oauth.authorize;

import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.QueryEncoding;
import dev.albireo.web.PageNotice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The next navigation of the browser.
 *
 * @param posted the fields that it posts; empty for a plain redirect
 * @param newBrowser a browser cookie to set
 */
record BrowserRedirect(String location, Map<String, String> posted, Optional<OpaqueToken> newBrowser) {
    BrowserRedirect {
        posted = new LinkedHashMap<>(posted);
    }

    static BrowserRedirect to(String location) {
        return new BrowserRedirect(location, Map.of(), Optional.empty());
    }

    static BrowserRedirect posting(String location, Map<String, String> fields) {
        return new BrowserRedirect(location, fields, Optional.empty());
    }

    /** Returns this redirection with a notice for the page of this server that it leads to. */
    BrowserRedirect noticing(String notice) {
        String separator = location.contains("?") ? "&" : "?";
        return new BrowserRedirect(
                location + separator + PageNotice.PARAMETER + "=" + QueryEncoding.encode(notice), posted, newBrowser);
    }

    BrowserRedirect withBrowser(Optional<OpaqueToken> browser) {
        return new BrowserRedirect(location, posted, browser);
    }
}
