package dev.albireo.oauth.logout;

import static dev.albireo.delivery.QueuedDeliveryState.sql;

import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.delivery.QueuedDeliveryState;
import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accesses the logout_delivery table, except the creation of its rows with the end of their session. */
@ApplicationScoped
class LogoutDeliveryStore {
    /** The time by which a claim outlives its attempt; after a crash another replica takes the delivery over. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Pool db;
    private final Outbox outbox;

    LogoutDeliveryStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.logout_delivery'))";

    /** The clients with the fewest deliveries in progress come first; those that hang do not hold up others. */
    private static final String CLAIM = sql("""
            WITH in_progress AS MATERIALIZED (
                SELECT client_id, count(*) AS number
                  FROM logout_delivery
                 WHERE state = {due} AND claimed_until > $1
                 GROUP BY client_id),
            receiver AS MATERIALIZED (
                SELECT DISTINCT client_id FROM logout_delivery WHERE state = {due} AND next_attempt_at <= $1),
            waiting AS MATERIALIZED (
                SELECT w.session_id, w.client_id, w.next_attempt_at,
                       coalesce(p.number, 0) + row_number() OVER (PARTITION BY w.client_id ORDER BY w.next_attempt_at) AS place
                  FROM receiver r
                  LEFT JOIN in_progress p ON p.client_id = r.client_id
                 CROSS JOIN LATERAL (
                       SELECT session_id, client_id, next_attempt_at
                         FROM logout_delivery
                        WHERE client_id = r.client_id AND state = {due} AND next_attempt_at <= $1
                        ORDER BY next_attempt_at
                        LIMIT greatest($3::bigint - coalesce(p.number, 0), 0)) w),
            due AS MATERIALIZED (
                SELECT session_id, client_id
                  FROM waiting
                 ORDER BY place, next_attempt_at
                 LIMIT greatest($2::bigint - (SELECT count(*) FROM logout_delivery WHERE state = {due} AND claimed_until > $1), 0))
            UPDATE logout_delivery d
               SET attempts = d.attempts + 1, next_attempt_at = $4, claimed_until = $4,
                   give_up_after = coalesce(d.give_up_after, $5)
              FROM due, client c
             WHERE d.session_id = due.session_id AND d.client_id = due.client_id AND c.id = d.client_id
               AND d.state = {due} AND d.next_attempt_at <= $1
            RETURNING d.session_id, d.client_id, d.subject, d.attempts, d.give_up_after,
                      CASE WHEN c.enabled THEN c.metadata #>> '{logout,backChannelLogout,uri}' END AS address,
                      c.metadata #>> '{responses,idToken}' AS id_token_alg, c.metadata #>> '{sector,host}' AS sector
            """);

    private static final String MORE =
            sql("SELECT EXISTS (SELECT 1 FROM logout_delivery WHERE state = {due} AND next_attempt_at <= $1) AS more");

    /**
     * Claims deliveries that are due, within the limits: no other replica gets them until the attempt's timeout has
     * passed. Claims follow each other, so that each counts those before it.
     */
    Uni<ClaimedDeliveries<LogoutDeliveryAttempt>> claim(Instant now, LogoutConfig config, DeliveryLimitsConfig limits) {
        Tuple values = SqlParameters.of(
                now,
                (long) limits.inProgress(),
                (long) limits.perReceiver(),
                now.plus(config.patience()).plus(MARGIN),
                now.plus(config.giveUpAfter()));
        return db.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(locked -> tx.preparedQuery(CLAIM).execute(values))
                .map(rows -> Rows.list(rows, LogoutDeliveryStore::attempt))
                .chain(attempts -> tx.preparedQuery(MORE)
                        .execute(SqlParameters.of(now))
                        .map(rows ->
                                new ClaimedDeliveries<>(attempts, Rows.only(rows, row -> row.getBoolean("more"))))));
    }

    private static final String DELIVERED = sql("""
            UPDATE logout_delivery SET state = {delivered}, last_error = NULL
             WHERE session_id = $1 AND client_id = $2 AND state = {due}
            """);

    /** Records a successful delivery. */
    Uni<Void> delivered(LogoutDeliveryAttempt attempt) {
        return change(DELIVERED, SqlParameters.of(attempt.session(), attempt.client()));
    }

    private static final String AGAIN = sql("""
            UPDATE logout_delivery SET next_attempt_at = $4, claimed_until = NULL, last_error = $5
             WHERE session_id = $1 AND client_id = $2 AND attempts = $3 AND state = {due}
            """);

    /** Records a failed attempt and the time of the next one. */
    Uni<Void> again(LogoutDeliveryAttempt attempt, DeliveryOutcome reason, Instant at) {
        return change(
                AGAIN, SqlParameters.of(attempt.session(), attempt.client(), attempt.number(), at, reason.word()));
    }

    private static final String OVER = sql("""
            UPDATE logout_delivery SET state = {dead}, last_error = $4
             WHERE session_id = $1 AND client_id = $2 AND attempts = $3 AND state = {due}
            """);

    /** Records the final failure, for administrators. */
    Uni<Void> over(LogoutDeliveryAttempt attempt, DeliveryOutcome reason) {
        return change(OVER, SqlParameters.of(attempt.session(), attempt.client(), attempt.number(), reason.word()));
    }

    /** An undelivered notification as administrators see it. */
    record UndeliveredLogout(
            UUID session,
            String client,
            QueuedDeliveryState state,
            int attempts,
            Optional<String> lastError,
            Instant endedAt,
            Optional<Instant> nextAttemptAt) {}

    private static final String UNDELIVERED = sql("""
            SELECT session_id, client_id, state, attempts, last_error, ended_at,
                   CASE WHEN state = {due} THEN next_attempt_at END AS next_attempt_at
              FROM logout_delivery
             WHERE state <> {delivered} AND ($1::text IS NULL OR client_id = $1)
             ORDER BY ended_at DESC, session_id, client_id
             LIMIT $2
            """);

    /** Returns the deliveries that are repeated and those that are dead, the newest first. */
    Uni<List<UndeliveredLogout>> undelivered(Optional<String> client, int limit) {
        return db.preparedQuery(UNDELIVERED)
                .execute(SqlParameters.of(client, limit))
                .map(rows -> Rows.list(rows, LogoutDeliveryStore::undelivered));
    }

    private static final String COUNT = sql("""
            SELECT count(*) FILTER (WHERE state = {due}) AS due, count(*) FILTER (WHERE state = {dead}) AS dead
              FROM logout_delivery
             WHERE state <> {delivered}
            """);

    /** The numbers of due and of dead deliveries. */
    record Count(double due, double dead) {}

    Uni<Count> count() {
        return db.query(COUNT)
                .execute()
                .map(rows -> Rows.only(rows, row -> new Count(row.getLong("due"), row.getLong("dead"))));
    }

    private static final String RETRY = sql("""
            UPDATE logout_delivery
               SET state = {due}, attempts = 0, next_attempt_at = $3, claimed_until = NULL, give_up_after = NULL
             WHERE session_id = $1 AND client_id = $2 AND state = {dead}
            """);

    /** Repeats a dead delivery from now on; false if there is none. */
    Uni<Boolean> retry(UUID session, String client, Instant now, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(RETRY)
                .execute(SqlParameters.of(session, client, now))
                .chain(rows -> Rows.none(rows)
                        ? Uni.createFrom().item(false)
                        : outbox.append(connection, audit).replaceWith(true)));
    }

    private static final String FRAMES = """
            SELECT DISTINCT c.metadata #>> '{logout,frontChannelLogout,uri}' AS address
              FROM session_client sc
              JOIN client c ON c.id = sc.client_id AND c.enabled AND c.metadata #> '{logout,frontChannelLogout}' IS NOT NULL
             WHERE sc.session_id = $1
             ORDER BY address
             LIMIT 50
            """;

    /**
     * Returns the front-channel logout URIs of a session's clients (Front-Channel Logout 1.0 section 2), up to the maximum number of frames
     * of a page.
     */
    Uni<List<String>> frames(UUID session) {
        return db.preparedQuery(FRAMES)
                .execute(SqlParameters.of(session))
                .map(rows -> Rows.list(rows, row -> row.getString("address")));
    }

    private Uni<Void> change(String statement, Tuple values) {
        return db.preparedQuery(statement).execute(values).replaceWithVoid();
    }

    private static LogoutDeliveryAttempt attempt(Row row) {
        return new LogoutDeliveryAttempt(
                row.getUUID("session_id"),
                row.getString("client_id"),
                row.getUUID("subject"),
                row.getInteger("attempts"),
                Rows.instant(row, "give_up_after"),
                Optional.ofNullable(row.getString("address")),
                SigningAlgorithm.of(row.getString("id_token_alg")).orElse(SigningAlgorithm.RS256),
                Optional.ofNullable(row.getString("sector")));
    }

    private static UndeliveredLogout undelivered(Row row) {
        return new UndeliveredLogout(
                row.getUUID("session_id"),
                row.getString("client_id"),
                QueuedDeliveryState.of(row.getString("state")),
                row.getInteger("attempts"),
                Optional.ofNullable(row.getString("last_error")),
                Rows.instant(row, "ended_at"),
                Rows.optionalInstant(row, "next_attempt_at"));
    }
}
