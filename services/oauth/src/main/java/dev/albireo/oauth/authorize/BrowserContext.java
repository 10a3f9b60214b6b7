package dev.albireo.oauth.authorize;

import dev.albireo.policy.NetworkContext;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.BrowserCookies;
import java.util.Optional;

/** The browser of a request: its cookies, as far as it has them, and its network address. */
record BrowserContext(Optional<SessionCookie> session, BrowserCookies browser, String address) {
    NetworkContext network() {
        return NetworkContext.of(address);
    }
}
