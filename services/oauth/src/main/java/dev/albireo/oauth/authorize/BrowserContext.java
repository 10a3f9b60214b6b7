package dev.albireo.oauth.authorize;

import dev.albireo.outbox.CarriedSession;
import dev.albireo.policy.NetworkContext;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.BrowserCookies;
import java.util.Optional;

/**
 * The browser of a request: its cookies, as far as it has them, and its network address.
 *
 * @param carried the session that it carries from the sign-in
 */
record BrowserContext(
        Optional<SessionCookie> session, Optional<CarriedSession> carried, BrowserCookies browser, String address) {
    BrowserContext(Optional<SessionCookie> session, BrowserCookies browser, String address) {
        this(session, Optional.empty(), browser, address);
    }

    /** Returns it with this browser cookie, if it has none. */
    BrowserContext boundTo(OpaqueToken cookie) {
        return new BrowserContext(session, carried, browser.orElse(cookie), address);
    }

    NetworkContext network() {
        return NetworkContext.of(address);
    }
}
