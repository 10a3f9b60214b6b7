package dev.albireo.oauth.authorize;

import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.SessionCookie;
import java.util.Optional;

/** The browser that asks: its two cookies, if it has them, and where it is. */
record Visitor(Optional<SessionCookie> session, Optional<Opaque> browser, String address) {}
