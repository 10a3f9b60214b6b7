package dev.albireo.credentials.session;

import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.BrowserCookies;
import java.util.Optional;

/**
 * What a request says of the browser it comes from.
 *
 * @param cookie a session cookie of right form and checksum, whatever it opens
 * @param cookies what interactions and challenges are bound to
 */
public record Browser(Optional<SessionCookie> cookie, BrowserCookies cookies, String userAgent, String address) {}
