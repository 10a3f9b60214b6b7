package dev.albireo.credentials.session;

import dev.albireo.credentials.session.Visitor.Nobody;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Finds the visitor of a cookie: an active session of an enabled account, or none. */
@ApplicationScoped
class FindVisitor {
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private final SessionStore sessions;
    private final Users users;
    private final Clock clock;

    FindVisitor(SessionStore sessions, Users users, Clock clock) {
        this.sessions = sessions;
        this.users = users;
        this.clock = clock;
    }

    Uni<Visitor> of(Browser browser) {
        if (browser.cookie().isEmpty()) {
            return Uni.createFrom().item(new Nobody());
        }
        Instant now = clock.instant();
        return sessions.byCookie(browser.cookie().get().hash())
                .map(found -> found.filter(session -> session.alive(now)))
                .call(found -> found.map(session -> seen(session, now))
                        .orElse(Uni.createFrom().voidItem()))
                .chain(found -> found.map(this::visitor).orElse(Uni.createFrom().item(new Nobody())));
    }

    private Uni<Visitor> visitor(LoginSession session) {
        return users.bySubject(session.subject())
                .map(user -> user.filter(UserState::enabled)
                        .<Visitor>map(enabled -> Visitor.of(session, enabled))
                        .orElse(new Nobody()));
    }

    private Uni<Void> seen(LoginSession session, Instant now) {
        return now.isBefore(session.lastSeenAt().plus(NOTED_EVERY))
                ? Uni.createFrom().voidItem()
                : sessions.seen(session.id(), now);
    }
}
