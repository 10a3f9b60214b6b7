package dev.albireo.oauth.authorize;

import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.BrowserCookies;
import java.util.Optional;

/** The browser that asks: its cookies, as far as it has them, and where it is. */
record Visitor(Optional<SessionCookie> session, BrowserCookies browser, String address) {}
