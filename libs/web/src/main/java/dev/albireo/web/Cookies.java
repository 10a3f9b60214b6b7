package dev.albireo.web;

import dev.albireo.protocol.MacKey;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.protocol.SessionCookie;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * The two cookies of the public origin: the session, and the browser that interactions are bound to. Named with the
 * {@code __Host-} prefix (RFC 6265bis section 4.1.3.2) wherever the issuer is https.
 */
@Singleton
public class Cookies {
    private static final int BROWSER_MAX_AGE = 365 * 24 * 3600;
    private final Optional<MacKey> key;
    private final boolean secure;
    private final SecureRandom random;

    Cookies(WebConfig config, SecureRandom random) {
        this.key = config.keys().cookie().map(MacKey::ofBase64);
        this.secure = config.secure();
        this.random = random;
    }

    /** The session cookie of a request, if its form and checksum are right; whether it opens anything is not known here. */
    public Optional<SessionCookie> session(HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(sessionName());
        return cookie == null ? Optional.empty() : key.flatMap(k -> SessionCookie.parse(k, cookie.getValue()));
    }

    /** The browser cookie of a request, if it is well-formed. */
    public Optional<Opaque> browser(HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(browserName());
        return cookie == null ? Optional.empty() : Opaque.parse(Kind.BROWSER, cookie.getValue());
    }

    /** A new value for a session cookie. */
    public SessionCookie newSession() {
        return SessionCookie.random(key.orElseThrow(), random);
    }

    /** A new value for a browser cookie. */
    public Opaque newBrowser() {
        return Opaque.random(Kind.BROWSER, random);
    }

    /** Sets the session cookie for so long, or until the browser closes; the server ends the session by its own clock. */
    public NewCookie session(SessionCookie session, Optional<Duration> life) {
        return cookie(
                sessionName(),
                session.value(),
                life.map(Duration::toSeconds).map(Math::toIntExact).orElse(NewCookie.DEFAULT_MAX_AGE));
    }

    /** Removes the session cookie. */
    public NewCookie endSession() {
        return cookie(sessionName(), "", 0);
    }

    /** Sets the browser cookie for a year. */
    public NewCookie browser(Opaque browser) {
        return cookie(browserName(), browser.value(), BROWSER_MAX_AGE);
    }

    private NewCookie cookie(String name, String value, int maxAge) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }

    private String sessionName() {
        return secure ? "__Host-session" : "session";
    }

    private String browserName() {
        return secure ? "__Host-browser" : "browser";
    }
}
