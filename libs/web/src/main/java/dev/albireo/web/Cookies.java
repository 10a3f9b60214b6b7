package dev.albireo.web;

import dev.albireo.protocol.MacKeys;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.secret.SecretSettings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The cookies of the public origin: the session, the browser that interactions are bound to, and a session that a browser carries from the
 * sign-in to {@code oauth}. Their names are prefixed, because an
 * application on another port of the same host shares its cookies with this server (RFC 6265 section 8.5). Named with the {@code __Host-} prefix (RFC
 * 6265bis section 4.1.3.2) wherever the issuer is https. The methods that set one return the value of a {@code Set-Cookie} header; it has
 * the attributes of RFC 6265 section 4.1.1 and no {@code Version}, which RFC 2109 had.
 */
@Singleton
public class Cookies {
    /** The maximum number of browser cookies that are read. */
    public static final int MAX_BROWSER_COOKIES = 16;

    private static final int BROWSER_MAX_AGE = 365 * 24 * 3600;
    private static final int NAMED_BY = 8;
    private final Supplier<Optional<MacKeys>> keys;
    private final boolean secure;
    private final SecureRandom random;

    Cookies(WebConfig config, SecretSettings secrets, SecureRandom random) {
        this.keys = secrets.optionalKeys("albireo.keys.cookie", MacKeys::ofBase64);
        this.secure = config.secure();
        this.random = random;
    }

    /** Returns the session cookie of a request, if its form and checksum are valid; does not check that the session exists. */
    public Optional<SessionCookie> session(HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(sessionName());
        return cookie == null
                ? Optional.empty()
                : keys.get().flatMap(known -> SessionCookie.parse(known, cookie.getValue()));
    }

    /** Returns the well-formed browser cookies of a request. */
    public BrowserCookies browser(HttpHeaders headers) {
        return new BrowserCookies(browserCookies(headers.getCookies())
                .flatMap(cookie -> OpaqueToken.parse(OpaqueTokenType.BROWSER, cookie.getValue()).stream())
                .limit(MAX_BROWSER_COOKIES)
                .toList());
    }

    /** Returns the header values that delete the surplus browser cookies of a request. */
    List<String> surplus(Map<String, Cookie> sent) {
        return browserCookies(sent)
                .skip(MAX_BROWSER_COOKIES)
                .map(cookie -> setCookie(cookie.getName(), "", Optional.of(0L)))
                .toList();
    }

    /** Returns a new value for a session cookie. */
    public SessionCookie newSession() {
        return SessionCookie.random(keys.get().orElseThrow(), random);
    }

    /** Returns a new value for a browser cookie. */
    public OpaqueToken newBrowser() {
        return OpaqueToken.random(OpaqueTokenType.BROWSER, random);
    }

    /** Sets the session cookie for this time, or until the browser closes; the server ends the session by its own clock. */
    public String session(SessionCookie session, Optional<Duration> lifetime) {
        return setCookie(sessionName(), session.value(), lifetime.map(Duration::toSeconds));
    }

    /** Deletes the session cookie. */
    public String endSession() {
        return setCookie(sessionName(), "", Optional.of(0L));
    }

    /** Returns the session that a request carries from the sign-in, signed; empty if it carries none. */
    public Optional<String> carriedSession(HttpHeaders headers) {
        return Optional.ofNullable(headers.getCookies().get(carriedSessionName()))
                .map(Cookie::getValue);
    }

    /** Sets the signed session that the browser carries for this time. */
    public String carriedSession(String signed, Duration lifetime) {
        return setCookie(carriedSessionName(), signed, Optional.of(lifetime.toSeconds()));
    }

    /** Deletes the signed session that the browser carried. */
    public String endCarriedSession() {
        return setCookie(carriedSessionName(), "", Optional.of(0L));
    }

    /** Sets a browser cookie for a year, beside any existing ones. */
    public String browser(OpaqueToken browser) {
        String name = browserName() + "-" + browser.hash().substring(0, NAMED_BY);
        return setCookie(name, browser.value(), Optional.of((long) BROWSER_MAX_AGE));
    }

    private Stream<Cookie> browserCookies(Map<String, Cookie> sent) {
        String name = browserName();
        return sent.entrySet().stream()
                .filter(cookie ->
                        cookie.getKey().equals(name) || cookie.getKey().startsWith(name + "-"))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private String setCookie(String name, String value, Optional<Long> maxAge) {
        return name + "=" + value + ";Path=/"
                + maxAge.map(seconds -> ";Max-Age=" + seconds).orElse("") + (secure ? ";Secure" : "")
                + ";HttpOnly;SameSite=Lax";
    }

    private String sessionName() {
        return secure ? "__Host-albireo-session" : "albireo-session";
    }

    private String carriedSessionName() {
        return secure ? "__Host-albireo-carried-session" : "albireo-carried-session";
    }

    private String browserName() {
        return secure ? "__Host-albireo-browser" : "albireo-browser";
    }
}
