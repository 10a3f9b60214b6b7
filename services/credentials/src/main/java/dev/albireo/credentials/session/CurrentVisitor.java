package dev.albireo.credentials.session;

import dev.albireo.credentials.session.Visitor.Full;
import dev.albireo.credentials.session.Visitor.Nobody;
import dev.albireo.credentials.session.Visitor.Partial;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.Problem;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The visitor of the current request, as {@link Gate} resolved it. */
@RequestScoped
public class CurrentVisitor {
    private static final Seen NOBODY =
            new Seen(new Nobody(), new Browser(Optional.empty(), BrowserCookies.NONE, "", ""));

    private final AtomicReference<Seen> seen = new AtomicReference<>(NOBODY);

    private record Seen(Visitor visitor, Browser browser) {}

    void is(Visitor visitor, Browser browser) {
        seen.set(new Seen(visitor, browser));
    }

    public Visitor get() {
        return seen.get().visitor();
    }

    public Browser browser() {
        return seen.get().browser();
    }

    /** Returns the user with a partial or full session, if any. */
    public Optional<Present> present() {
        return get() instanceof Present somebody ? Optional.of(somebody) : Optional.empty();
    }

    /** Returns the user with a partial or full session; rejected with {@code UNAUTHENTICATED} if there is none. */
    public Present somebody() {
        return present()
                .orElseThrow(() -> Problem.UNAUTHENTICATED.because("authentication required; sign in at /login"));
    }

    /** Returns the user with a full session, which a closed endpoint always has. */
    public Full full() {
        return switch (get()) {
            case Full full -> full;
            case Partial partial ->
                throw Problem.SECOND_FACTOR_REQUIRED.because("a second factor is required; continue at /login/2fa");
            case Nobody nobody -> throw Problem.UNAUTHENTICATED.because("authentication required; sign in at /login");
        };
    }
}
