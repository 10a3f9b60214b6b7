package dev.albireo.credentials.session;

import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.oauth.TellOAuth;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.events.Event;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.Cookies;
import dev.albireo.web.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A first factor was proved: a new session begins, and the one that the browser had ends. */
@ApplicationScoped
public class StartSession {
    private final SessionStore store;
    private final SecondFactorRules rules;
    private final SessionConfig config;
    private final Cookies cookies;
    private final TellOAuth oauth;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    StartSession(
            SessionStore store,
            SecondFactorRules rules,
            SessionConfig config,
            Cookies cookies,
            TellOAuth oauth,
            Audit audit,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.config = config;
        this.cookies = cookies;
        this.oauth = oauth;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins a session of this user, partial where a second factor is required of them.
     *
     * @param user enabled; the caller has checked
     */
    public Uni<Entered> start(UserState user, Proof proof, Browser browser) {
        SessionCookie cookie = cookies.newSession();
        LoginSession session = session(user, proof, cookie);
        Event login = audit.done(
                user.subject(),
                "login",
                user.subject(),
                Map.of("method", proof.method().amr(), "session", session.id().toString()),
                browser.address());
        return store.start(session, browser, SessionState.REPLACED, login)
                .call(started -> started.replaced()
                        .map(old -> oauth.session(old.state()))
                        .orElse(Uni.createFrom().item(true)))
                .map(started -> new Entered(Visitor.of(session, user), cookie));
    }

    private LoginSession session(UserState user, Proof proof, SessionCookie cookie) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new LoginSession(
                ids.next(),
                UUID.fromString(user.subject()),
                cookie.hash(),
                1,
                new Proofs(List.of(proof)),
                !rules.reasonsOf(user).isEmpty(),
                now,
                now,
                now.plus(config.absolute()),
                config.idle(),
                Optional.empty(),
                Optional.empty());
    }

    /** Who is here now, and the cookie that says so. */
    public record Entered(Present visitor, SessionCookie cookie) {}
}
