package dev.albireo.oauth.session;

import dev.albireo.events.SessionState;
import dev.albireo.oauth.session.Projected.Standing;
import dev.albireo.protocol.SessionCookie;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is signed in. The projection answers; only for a genuine cookie that it does not know, or whose session seems idle, is
 * credentials asked, once, and then the projection again. What is not known to be alive is not signed in.
 */
@ApplicationScoped
public class SignOns {
    /** Why a session ended that lay unused for too long, or has lived for as long as any may. */
    private static final String EXPIRED = "expired";

    private final SessionStore store;
    private final Credentials credentials;
    private final Clock clock;

    SignOns(SessionStore store, Credentials credentials, Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Returns the live session that this cookie opens. */
    public Uni<Optional<SignOn>> find(Optional<SessionCookie> cookie) {
        if (cookie.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Instant now = clock.instant();
        String hash = cookie.get().hash();
        return store.find(hash)
                .chain(found -> needsAsking(found, now)
                        ? ask(hash, now)
                                .chain(answered ->
                                        store.find(hash).call(again -> answered ? endOver(again, now) : nothing()))
                        : endOver(found, now).replaceWith(found))
                .map(found -> found.filter(session -> session.standing(now) == Standing.LIVE)
                        .map(Projected::signOn))
                .call(found -> found.map(signOn -> store.touch(signOn.sessionId(), now))
                        .orElseGet(SignOns::nothing));
    }

    /** What is found to have run out ends, and those hear of it that hang on it. */
    private Uni<Void> endOver(Optional<Projected> found, Instant now) {
        return found.filter(session -> session.hasRunOut(now))
                .map(session -> store.endHere(session.signOn().sessionId(), EXPIRED, now))
                .orElseGet(SignOns::nothing);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /** Returns the person signs out: ended everywhere, or, where credentials cannot be reached, here alone; says whether everywhere. */
    public Uni<Boolean> end(UUID session) {
        Instant now = clock.instant();
        return credentials
                .end(session, SessionState.LOGOUT)
                .chain(ended -> store.endHere(session, SessionState.LOGOUT, now)
                        .chain(() -> ended.map(state -> store.apply(state, now))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .replaceWith(ended.isPresent()));
    }

    private static boolean needsAsking(Optional<Projected> found, Instant now) {
        return found.map(session -> session.standing(now) == Standing.IDLE).orElse(true);
    }

    /** Returns whether there was an answer, which is then known here. */
    private Uni<Boolean> ask(String hash, Instant now) {
        return credentials
                .lookup(hash)
                .chain(answer -> answer.map(found -> store.apply(found.session(), found.user(), now))
                        .orElseGet(SignOns::nothing)
                        .replaceWith(answer.isPresent()));
    }
}
