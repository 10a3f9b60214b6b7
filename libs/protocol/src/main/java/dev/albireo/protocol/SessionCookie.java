package dev.albireo.protocol;

import dev.albireo.protocol.Opaque.Kind;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The value of the session cookie: an opaque value and a keyed checksum, so that garbage is refused without a look-up.
 *
 * @param value what the browser holds, {@code ss_<43>.<22>}
 */
public record SessionCookie(String value) {

    /** A new one. */
    public static SessionCookie random(MacKey key, SecureRandom random) {
        String opaque = Opaque.random(Kind.SESSION, random).value();
        return new SessionCookie(opaque + "." + key.shortTag(opaque));
    }

    /** The cookie if its form and checksum are right; says nothing about whether a session exists. */
    public static Optional<SessionCookie> parse(MacKey key, String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || Opaque.parse(Kind.SESSION, text.substring(0, dot)).isEmpty()) {
            return Optional.empty();
        }
        boolean genuine = key.matchesShort(text.substring(dot + 1), text.substring(0, dot));
        return genuine ? Optional.of(new SessionCookie(text)) : Optional.empty();
    }

    /** What databases hold of it. */
    public String hash() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "ss_[redacted]";
    }
}
