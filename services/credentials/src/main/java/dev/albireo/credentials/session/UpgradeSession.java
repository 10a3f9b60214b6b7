package dev.albireo.credentials.session;

import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.oauth.TellOAuth;
import dev.albireo.credentials.session.StartSession.Entered;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.events.Event;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.Cookies;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A further factor was proved: the session gains it and a new cookie, and the old cookie is worth nothing from then on. */
@ApplicationScoped
public class UpgradeSession {
    private final SessionStore store;
    private final Cookies cookies;
    private final TellOAuth oauth;
    private final Audit audit;
    private final Clock clock;

    UpgradeSession(SessionStore store, Cookies cookies, TellOAuth oauth, Audit audit, Clock clock) {
        this.store = store;
        this.cookies = cookies;
        this.oauth = oauth;
        this.audit = audit;
        this.clock = clock;
    }

    /** The session with the proof; refused with {@code UNAUTHENTICATED} if it ended or changed since it was read. */
    public Uni<Entered> upgrade(Present visitor, Proof proof, Browser browser) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SessionCookie cookie = cookies.newSession();
        Proofs proofs = ProofLog.with(visitor.session().proofs(), proof);
        Event proved = audit.done(
                visitor.user().subject(),
                "login.further-proof",
                visitor.user().subject(),
                Map.of(
                        "method",
                        proof.method().amr(),
                        "session",
                        visitor.session().id().toString()),
                browser.address());
        return store.upgrade(visitor.session(), cookie.hash(), proofs, now, proved)
                .map(found -> found.orElseThrow(
                        () -> Problem.UNAUTHENTICATED.because("the session ended or changed meanwhile; sign in again")))
                .call(session -> oauth.session(session.state()))
                .map(session -> new Entered(Visitor.of(session, visitor.user()), cookie, session.cookieLife(now)));
    }
}
