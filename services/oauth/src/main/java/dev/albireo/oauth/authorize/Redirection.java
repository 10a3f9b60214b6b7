package dev.albireo.oauth.authorize;

import dev.albireo.protocol.Opaque;
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

    Redirection withBrowser(Optional<Opaque> browser) {
        return new Redirection(location, posted, browser);
    }
}
