package dev.albireo.credentials.session;

import dev.albireo.credentials.session.Authentication.Anonymous;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.Authentication.Partial;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.Problem;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The visitor of the current request, as {@link SessionFilter} resolved it. */
@RequestScoped
public class CurrentAuthentication {
    private static final Seen ANONYMOUS =
            new Seen(new Anonymous(), new BrowserInfo(Optional.empty(), BrowserCookies.NONE, "", "", () -> true));

    private final AtomicReference<Seen> seen = new AtomicReference<>(ANONYMOUS);

    private record Seen(Authentication visitor, BrowserInfo browser) {}

    void is(Authentication visitor, BrowserInfo browser) {
        seen.set(new Seen(visitor, browser));
    }

    public Authentication get() {
        return seen.get().visitor();
    }

    public BrowserInfo browser() {
        return seen.get().browser();
    }

    /** Returns the user with a partial or full session, if any. */
    public Optional<Authenticated> present() {
        return get() instanceof Authenticated authenticated ? Optional.of(authenticated) : Optional.empty();
    }

    /** Returns the user with a partial or full session; rejected with {@code UNAUTHENTICATED} if there is none. */
    public Authenticated requireSession() {
        return present()
                .orElseThrow(() -> Problem.UNAUTHENTICATED.because("authentication required; sign in at /login"));
    }

    /** Returns the user with a full session, which a closed endpoint always has. */
    public Full full() {
        return switch (get()) {
            case Full full -> full;
            case Partial partial ->
                throw Problem.SECOND_FACTOR_REQUIRED.because("a second factor is required; continue at /login/2fa");
            case Anonymous anonymous ->
                throw Problem.UNAUTHENTICATED.because("authentication required; sign in at /login");
        };
    }
}
