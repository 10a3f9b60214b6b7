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
    private static final RequestContext ANONYMOUS = new RequestContext(
            new Anonymous(),
            new BrowserInfo(Optional.empty(), BrowserCookies.NONE, "", "", () -> true, SignInDevice.NONE));

    private final AtomicReference<RequestContext> context = new AtomicReference<>(ANONYMOUS);

    private record RequestContext(Authentication authentication, BrowserInfo browser) {}

    void is(Authentication authentication, BrowserInfo browser) {
        context.set(new RequestContext(authentication, browser));
    }

    public Authentication get() {
        return context.get().authentication();
    }

    public BrowserInfo browser() {
        return context.get().browser();
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
