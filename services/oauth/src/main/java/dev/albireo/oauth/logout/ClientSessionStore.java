package dev.albireo.oauth.logout;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.session.QueuedLogout;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends the grants of a client, and queues the logouts that notify it. */
@ApplicationScoped
class ClientSessionStore {
    /** The duration of these statements is proportional to the number of grants. */
    private static final String WITHOUT_DEADLINE = "SET LOCAL statement_timeout = 0; SET LOCAL transaction_timeout = 0";

    /** Before the grants end, and of live sessions alone: the end of another one has notified the client already. */
    private static final String QUEUE_LOGOUTS = """
            INSERT INTO logout_delivery (session_id, client_id, subject, ended_at, next_attempt_at)
            SELECT sc.session_id, sc.client_id, sc.subject, $2, $2
              FROM session_client sc
              JOIN session s ON s.id = sc.session_id AND s.ended_at IS NULL
              JOIN client c ON c.id = sc.client_id AND c.enabled AND c.metadata #> '{logout,backChannelLogout}' IS NOT NULL
             WHERE sc.client_id = $1
            """ + QueuedLogout.ONCE;

    private static final String END_GRANTS = """
            WITH ended AS (
                UPDATE authorization_grant SET revoked_at = $2, revoked_because = 'administrator'
                 WHERE client_id = $1 AND revoked_at IS NULL AND expires_at > $2
                RETURNING session_id
            )
            SELECT count(DISTINCT session_id) AS sessions FROM ended
            """;

    private final Pool db;
    private final Outbox outbox;

    ClientSessionStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Returns the number of sessions in which the client had a grant. */
    Uni<Long> end(String client, Instant now, AuditRecorded record) {
        return db.withTransaction(tx -> endGrants(tx, client, now).call(() -> outbox.append(tx, record)));
    }

    private static Uni<Long> endGrants(SqlConnection tx, String client, Instant now) {
        return tx.query(WITHOUT_DEADLINE)
                .execute()
                .chain(() -> tx.preparedQuery(QUEUE_LOGOUTS).execute(SqlParameters.of(client, now)))
                .chain(() -> tx.preparedQuery(END_GRANTS).execute(SqlParameters.of(client, now)))
                .map(rows -> Rows.only(rows, row -> row.getLong("sessions")));
    }
}
