package dev.albireo.credentials.session;

import static java.time.ZoneOffset.UTC;

import dev.albireo.events.Event;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ends every session that a backup has restored, in the caller's Panache transaction, and publishes their end page by page. */
@ApplicationScoped
public class EndAllSessions {
    private static final String END = """
            UPDATE session SET ended_at = ?1, end_reason = 'restored', version = version + ?2 WHERE ended_at IS NULL
            """;
    private static final String ENDED = """
            SELECT CAST(json_build_object(
                       'id', id, 'version', version, 'subject', subject, 'cookieHash', cookie_hash, 'proofs', proofs,
                       'mfaRequired', mfa_required, 'createdAt', created_at, 'lastSeenAt', last_seen_at,
                       'expiresAt', expires_at, 'idleSeconds', idle_seconds, 'endedAt', ended_at, 'endReason', end_reason)
                   AS text)
              FROM session WHERE ended_at = ?1 AND end_reason = 'restored' AND id > ?2 ORDER BY id LIMIT ?3
            """;

    private final Outbox outbox;
    private final ProofJson proofJson;

    EndAllSessions(Outbox outbox, ProofJson proofJson) {
        this.outbox = outbox;
        this.proofJson = proofJson;
    }

    /** Ends all of them, each with a version that is {@code leap} greater. */
    public Uni<Void> end(Instant at, int leap) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(END)
                        .setParameter(1, at.atOffset(UTC))
                        .setParameter(2, leap)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Publishes the next sessions after {@code after} that ended at that time; returns the last one, or empty at the end. */
    public Uni<Optional<UUID>> republish(Instant at, UUID after, int count) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ENDED, String.class)
                        .setParameter(1, at.atOffset(UTC))
                        .setParameter(2, after)
                        .setParameter(3, count)
                        .getResultList()
                        .map(rows -> rows.stream().map(proofJson::state).toList())
                        .call(states -> outbox.append(session, events(states))))
                .map(states -> states.isEmpty()
                        ? Optional.empty()
                        : Optional.of(UUID.fromString(states.getLast().id())));
    }

    private static Event[] events(List<SessionState> states) {
        return states.stream().map(SessionEnded::new).toArray(Event[]::new);
    }
}
