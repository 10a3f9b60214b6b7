package dev.albireo.credentials.session;

import dev.albireo.protocol.SessionCookie;
import java.util.Optional;

/**
 * What a request says of the browser it comes from.
 *
 * @param cookie a session cookie of right form and checksum, whatever it opens
 */
public record Browser(Optional<SessionCookie> cookie, String userAgent, String address) {}
