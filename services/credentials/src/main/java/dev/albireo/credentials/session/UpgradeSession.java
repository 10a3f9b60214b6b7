package dev.albireo.credentials.session;

import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.Cookies;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Adds a further proof to a session and replaces its cookie; the old cookie is invalid from then on. */
@ApplicationScoped
public class UpgradeSession {
    private final SessionStore store;
    private final Cookies cookies;
    private final OAuthNotifier oauth;
    private final Audit audit;
    private final Clock clock;

    UpgradeSession(SessionStore store, Cookies cookies, OAuthNotifier oauth, Audit audit, Clock clock) {
        this.store = store;
        this.cookies = cookies;
        this.oauth = oauth;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the session with the proof; rejected with {@code UNAUTHENTICATED} if it ended or changed since it was read. */
    public Uni<StartedSession> upgrade(Authenticated authentication, Proof proof, BrowserInfo browser) {
        Instant now = now();
        SessionCookie cookie = cookies.newSession();
        LoginSession upgraded = authentication.session().upgraded(cookie.hash(), proofs(authentication, proof), now);
        return store.upgrade(upgraded, proved(authentication, proof, browser))
                .map(found -> found.orElseThrow(UpgradeSession::changedMeanwhile))
                .call(session -> oauth.session(session.state()))
                .map(session -> new StartedSession(
                        Authentication.of(session, authentication.user()),
                        cookie,
                        session.cookieLifetime(now),
                        Optional.empty()));
    }

    /** Upgrades as {@link #upgrade} does, in the caller's Panache transaction; notify {@code oauth} after the commit. */
    public Uni<StartedSession> inTransaction(Authenticated authentication, Proof proof, BrowserInfo browser) {
        return inTransaction(authentication, proofs(authentication, proof), proved(authentication, proof, browser));
    }

    /**
     * Replaces the cookie of the session and nothing else, in the caller's Panache transaction; notify {@code oauth} after the commit. The
     * old cookie is invalid from then on.
     */
    public Uni<StartedSession> renewCookie(Authenticated authentication) {
        return inTransaction(authentication, authentication.session().proofs());
    }

    private Uni<StartedSession> inTransaction(Authenticated authentication, Proofs proofs, Event... events) {
        Instant now = now();
        SessionCookie cookie = cookies.newSession();
        LoginSession upgraded = authentication.session().upgraded(cookie.hash(), proofs, now);
        return Panache.getSession()
                .chain(hibernate -> store.upgrade(hibernate, upgraded, events))
                .map(done -> {
                    if (!done) {
                        throw changedMeanwhile();
                    }
                    return new StartedSession(
                            Authentication.of(upgraded, authentication.user()),
                            cookie,
                            upgraded.cookieLifetime(now),
                            Optional.empty());
                });
    }

    private static Proofs proofs(Authenticated authentication, Proof proof) {
        return ProofLog.with(authentication.session().proofs(), proof);
    }

    private Event proved(Authenticated authentication, Proof proof, BrowserInfo browser) {
        return audit.success(
                authentication.user().subject(),
                AuditAction.LOGIN_FURTHER_PROOF,
                authentication.user().subject(),
                Map.of(
                        "method",
                        proof.method().amr(),
                        "session",
                        authentication.session().id().toString()),
                browser.address());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static RuntimeException changedMeanwhile() {
        return Problem.UNAUTHENTICATED.because("the session has ended or changed; sign in again");
    }
}
