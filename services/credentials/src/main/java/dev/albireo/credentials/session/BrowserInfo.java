package dev.albireo.credentials.session;

import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.BrowserCookies;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The data that a request contains about its browser.
 *
 * @param cookie a session cookie of valid form and checksum, whether or not its session exists
 * @param cookies the cookies that interactions and challenges are bound to
 * @param present whether the browser still waits for the response; may be called from any thread
 * @param device the device, which may be known to the account that signs in
 */
public record BrowserInfo(
        Optional<SessionCookie> cookie,
        BrowserCookies cookies,
        String userAgent,
        String address,
        BooleanSupplier present,
        SignInDevice device) {

    /** Returns the same with these cookies. */
    public BrowserInfo with(BrowserCookies others) {
        return new BrowserInfo(cookie, others, userAgent, address, present, device);
    }
}
