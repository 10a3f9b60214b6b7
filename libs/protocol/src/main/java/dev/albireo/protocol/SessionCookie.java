package dev.albireo.protocol;

import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The value of the session cookie: an opaque value and a keyed checksum, so that invalid values are rejected without a
 * database query.
 *
 * @param value the value of the cookie, {@code ss_<43>.<22>}
 */
public record SessionCookie(String value) {

    /** Returns a new random value. */
    public static SessionCookie random(MacKeys keys, SecureRandom random) {
        String opaque = OpaqueToken.random(OpaqueTokenType.SESSION, random).value();
        return new SessionCookie(opaque + "." + keys.shortTag(opaque));
    }

    /** Parses a cookie whose form and checksum are valid; does not check that a session exists. */
    public static Optional<SessionCookie> parse(MacKeys keys, String text) {
        int dot = text.indexOf('.');
        if (dot < 0
                || OpaqueToken.parse(OpaqueTokenType.SESSION, text.substring(0, dot))
                        .isEmpty()) {
            return Optional.empty();
        }
        boolean genuine = keys.matchesShort(text.substring(dot + 1), text.substring(0, dot));
        return genuine ? Optional.of(new SessionCookie(text)) : Optional.empty();
    }

    /** Returns the hash that databases store. */
    public String hash() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "ss_[redacted]";
    }
}
