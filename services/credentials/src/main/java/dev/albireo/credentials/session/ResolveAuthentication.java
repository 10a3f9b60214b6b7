package dev.albireo.credentials.session;

import dev.albireo.credentials.session.Authentication.Anonymous;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Finds the visitor of a cookie: an active session of an enabled account, or none. */
@ApplicationScoped
class ResolveAuthentication {
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private final SessionStore sessions;
    private final Users users;
    private final Clock clock;

    ResolveAuthentication(SessionStore sessions, Users users, Clock clock) {
        this.sessions = sessions;
        this.users = users;
        this.clock = clock;
    }

    Uni<Authentication> of(BrowserInfo browser) {
        if (browser.cookie().isEmpty()) {
            return Uni.createFrom().item(new Anonymous());
        }
        Instant now = clock.instant();
        return sessions.byCookie(browser.cookie().get().hash())
                .map(found -> found.filter(session -> session.alive(now)))
                .call(found -> found.map(session -> recordUse(session, now))
                        .orElse(Uni.createFrom().voidItem()))
                .chain(found ->
                        found.map(this::authentication).orElse(Uni.createFrom().item(new Anonymous())));
    }

    private Uni<Authentication> authentication(LoginSession session) {
        return users.bySubject(session.subject())
                .map(user -> user.filter(UserState::enabled)
                        .<Authentication>map(enabled -> Authentication.of(session, enabled))
                        .orElse(new Anonymous()));
    }

    private Uni<Void> recordUse(LoginSession session, Instant now) {
        return now.isBefore(session.lastSeenAt().plus(NOTED_EVERY))
                ? Uni.createFrom().voidItem()
                : sessions.recordUse(session.id(), now);
    }
}
