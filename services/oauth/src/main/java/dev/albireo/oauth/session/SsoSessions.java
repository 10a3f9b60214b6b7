package dev.albireo.oauth.session;

import dev.albireo.events.SessionState;
import dev.albireo.oauth.session.SessionProjection.SessionStatus;
import dev.albireo.outbox.CarriedSession;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.PageLanguage;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the current login session. The projection is queried; only for an authentic cookie that it does not know, or whose session seems
 * idle, is credentials called, once, and then the projection again. A session that is not known to be active does not count.
 */
@ApplicationScoped
public class SsoSessions {
    /** The reason of the end of a session that was idle for too long, or has reached its maximum lifetime. */
    private static final String EXPIRED = "expired";

    /** The precision with which a use is recorded. */
    private static final Duration RECORDED_EVERY = Duration.ofMinutes(1);

    private final SessionProjectionStore store;
    private final CredentialsSessions credentials;
    private final PageLanguage language;
    private final Clock clock;

    SsoSessions(SessionProjectionStore store, CredentialsSessions credentials, PageLanguage language, Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.language = language;
        this.clock = clock;
    }

    /** Returns the active session of this cookie. */
    public Uni<Optional<SsoSession>> find(Optional<SessionCookie> cookie) {
        return find(cookie, Optional.empty());
    }

    /**
     * Returns the active session of this cookie. If the browser carries the state of this session, that counts, so that credentials
     * need not be called.
     */
    public Uni<Optional<SsoSession>> find(Optional<SessionCookie> cookie, Optional<CarriedSession> carried) {
        if (cookie.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Instant now = clock.instant();
        String hash = cookie.get().hash();
        return carried.filter(session -> session.session().cookieHash().equals(hash))
                .map(store::find)
                .orElseGet(() -> store.find(hash))
                .chain(found -> needsLookup(found, now)
                        ? lookup(hash, now)
                                .chain(answered ->
                                        store.find(hash).call(again -> answered ? endOver(again, now) : nothing()))
                        : endOver(found, now).replaceWith(found))
                .map(found -> found.filter(session -> session.status(now) == SessionStatus.LIVE))
                .call(found -> found.filter(session -> session.activeAt().isBefore(now.minus(RECORDED_EVERY)))
                        .map(session -> store.touch(session.ssoSession().sessionId(), now))
                        .orElseGet(SsoSessions::nothing))
                .map(found -> found.map(SessionProjection::ssoSession))
                .invoke(found -> found.ifPresent(this::setLanguage));
    }

    /** The pages of the request are in the language of the user. */
    private void setLanguage(SsoSession session) {
        if (Arc.container().requestContext().isActive()) {
            language.ofUser(session.user().locale().orElse(null));
        }
    }

    /** Stores a session that was found as its browser carries it, before a step that does not. */
    public Uni<Void> store(SsoSession session) {
        return session.carried()
                .map(state -> store.apply(state).replaceWithVoid())
                .orElseGet(SsoSessions::nothing);
    }

    /** Ends a session that is found to have expired, and notifies its clients. */
    private Uni<Void> endOver(Optional<SessionProjection> found, Instant now) {
        return found.filter(session -> session.isExpired(now))
                .map(session -> store.endHere(session.ssoSession().sessionId(), EXPIRED, now))
                .orElseGet(SsoSessions::nothing);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /**
     * Ends the session because the user signs out: everywhere, or, if credentials is unreachable, here alone. Returns whether everywhere.
     */
    public Uni<Boolean> end(UUID session) {
        Instant now = clock.instant();
        return credentials
                .end(session, SessionState.LOGOUT)
                .chain(ended -> store.endHere(session, SessionState.LOGOUT, now)
                        .chain(() -> ended.map(state -> store.apply(state, now))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .replaceWith(ended.isPresent()));
    }

    private static boolean needsLookup(Optional<SessionProjection> found, Instant now) {
        return found.map(session -> session.status(now) == SessionStatus.IDLE).orElse(true);
    }

    /** Returns whether credentials responded; the response is then stored here. */
    private Uni<Boolean> lookup(String hash, Instant now) {
        return credentials
                .lookup(hash)
                .chain(response -> response.map(found -> store.apply(found.session(), found.user(), now))
                        .orElseGet(SsoSessions::nothing)
                        .replaceWith(response.isPresent()));
    }
}
