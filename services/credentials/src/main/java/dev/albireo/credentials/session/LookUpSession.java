package dev.albireo.credentials.session;

import dev.albireo.credentials.user.Users;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Answers {@code oauth}'s query for an unknown cookie: the read-through rule. The query does not count as a use. */
@ApplicationScoped
public class LookUpSession {
    private final SessionStore sessions;
    private final Users users;

    LookUpSession(SessionStore sessions, Users users) {
        this.sessions = sessions;
        this.users = users;
    }

    /** The session of the current cookie, including an ended one, and its user. */
    public record LookedUpSession(SessionState session, UserState user) {}

    public Uni<Optional<LookedUpSession>> byCookieHash(String hash) {
        return sessions.byCookie(hash)
                .chain(session ->
                        session.map(this::withUser).orElse(Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<LookedUpSession>> withUser(LoginSession session) {
        return users.bySubject(session.subject())
                .map(user -> user.map(known -> new LookedUpSession(session.state(), known)));
    }
}
