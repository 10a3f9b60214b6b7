package dev.albireo.oauth.authorize;

import dev.albireo.protocol.Opaque;
import java.util.Optional;

/**
 * Where the browser goes next.
 *
 * @param newBrowser a browser cookie to set
 */
record Redirection(String location, Optional<Opaque> newBrowser) {
    static Redirection to(String location) {
        return new Redirection(location, Optional.empty());
    }
}
