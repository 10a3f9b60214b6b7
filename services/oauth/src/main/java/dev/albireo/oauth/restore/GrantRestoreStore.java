package dev.albireo.oauth.restore;

import dev.albireo.events.SessionState;
import dev.albireo.oauth.session.QueuedLogout;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Accesses the restore table, and ends what a row of it requires. */
@ApplicationScoped
class GrantRestoreStore {
    private static final String NOTE = "INSERT INTO restore (at, done_at) VALUES ($1, $2) ON CONFLICT (at) DO NOTHING";
    /** The duration of these statements is proportional to the number of sessions. */
    private static final String WITHOUT_DEADLINE = "SET LOCAL statement_timeout = 0; SET LOCAL transaction_timeout = 0";

    private static final String END_SESSIONS = """
            UPDATE session SET ended_at = $2, end_reason = $3 WHERE ended_at IS NULL AND created_at < $1
            """;
    private static final String END_GRANTS = """
            UPDATE authorization_grant g SET revoked_at = $1, revoked_because = $2
              FROM session s
             WHERE s.id = g.session_id AND s.ended_at = $1 AND s.end_reason = $2
               AND g.revoked_at IS NULL AND (NOT g.offline OR $3)
            """;
    private static final String QUEUE_LOGOUTS = """
            INSERT INTO logout_delivery (session_id, client_id, subject, ended_at, next_attempt_at)
            SELECT sc.session_id, sc.client_id, sc.subject, $1, $2
              FROM session_client sc
              JOIN session s ON s.id = sc.session_id AND s.ended_at = $1 AND s.end_reason = $3
              JOIN client c ON c.id = sc.client_id AND c.enabled AND c.metadata #> '{logout,backChannelLogout}' IS NOT NULL
            """ + QueuedLogout.ONCE;

    private final Pool db;

    GrantRestoreStore(Pool db) {
        this.db = db;
    }

    /**
     * Ends every session that began before {@code at}, with its grants, and has the clients notified. Only the first call with this time
     * does it; a concurrent one waits for it. False if it was done before.
     */
    Uni<Boolean> endSessions(Instant at, Instant now) {
        return end(new SessionsEnd(at, at, "restored", false), now);
    }

    /** As above, on behalf of an administrator: ends also the grants that outlive their session. */
    Uni<Boolean> revokeSessions(Instant before, Instant now) {
        return end(new SessionsEnd(before, now, SessionState.REVOKED, true), now);
    }

    /** @param allGrants whether those that outlive their session end too */
    private record SessionsEnd(Instant before, Instant at, String reason, boolean allGrants) {}

    private Uni<Boolean> end(SessionsEnd end, Instant now) {
        return db.withTransaction(tx -> tx.query(WITHOUT_DEADLINE)
                .execute()
                .chain(() -> tx.preparedQuery(NOTE).execute(SqlParameters.of(end.before(), now)))
                .map(Rows::one)
                .call(first -> first ? end(tx, end, now) : Uni.createFrom().voidItem()));
    }

    private static Uni<Void> end(SqlConnection tx, SessionsEnd end, Instant now) {
        return tx.preparedQuery(END_SESSIONS)
                .execute(SqlParameters.of(end.before(), end.at(), end.reason()))
                .chain(() ->
                        tx.preparedQuery(END_GRANTS).execute(SqlParameters.of(end.at(), end.reason(), end.allGrants())))
                .chain(() -> tx.preparedQuery(QUEUE_LOGOUTS).execute(SqlParameters.of(end.at(), now, end.reason())))
                .replaceWithVoid();
    }
}
