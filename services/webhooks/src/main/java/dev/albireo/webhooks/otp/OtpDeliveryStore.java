package dev.albireo.webhooks.otp;

import static dev.albireo.delivery.QueuedDeliveryState.sql;

import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.events.OtpDeliveryRequested;
import dev.albireo.events.OtpResultEvent;
import dev.albireo.events.OtpResultEvent.OtpDelivered;
import dev.albireo.events.OtpResultEvent.OtpDeliveryFailed;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accesses the otp_delivery table. The result event of a delivery is written in the transaction that changes it. */
@Singleton
class OtpDeliveryStore {
    private static final String ADD = """
            INSERT INTO otp_delivery (request_id, subject, config_id, config_version, sealed, expires_at, next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (request_id) DO NOTHING
            """;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.otp_delivery'))";

    /**
     * The AuthConfigs with the fewest deliveries in progress come first; receivers that hang do not hold up others. The claim outlives the
     * attempt by five seconds; after a crash another replica takes it over.
     */
    private static final String CLAIM = sql("""
            WITH in_progress AS MATERIALIZED (
                SELECT config_id, count(*) AS number
                  FROM otp_delivery
                 WHERE state = {due} AND claimed_until > $1
                 GROUP BY config_id),
            receiver AS MATERIALIZED (
                SELECT DISTINCT config_id FROM otp_delivery WHERE state = {due} AND next_attempt_at <= $1),
            waiting AS MATERIALIZED (
                SELECT w.request_id, w.next_attempt_at,
                       coalesce(p.number, 0) + row_number() OVER (PARTITION BY e.id ORDER BY w.next_attempt_at) AS place
                  FROM receiver r
                  JOIN endpoint_config e ON e.id = r.config_id
                  LEFT JOIN in_progress p ON p.config_id = r.config_id
                 CROSS JOIN LATERAL (
                       SELECT request_id, next_attempt_at
                         FROM otp_delivery
                        WHERE config_id = e.id AND config_version <= e.version
                          AND state = {due} AND next_attempt_at <= $1 AND expires_at > $1
                        ORDER BY next_attempt_at
                        LIMIT greatest($3::bigint - coalesce(p.number, 0), 0)) w),
            due AS MATERIALIZED (
                SELECT request_id
                  FROM waiting
                 ORDER BY place, next_attempt_at
                 LIMIT greatest($2::bigint - (SELECT count(*) FROM otp_delivery WHERE state = {due} AND claimed_until > $1), 0))
            UPDATE otp_delivery d
               SET attempts = d.attempts + 1,
                   next_attempt_at = $1 + (coalesce(c.timeout_ms, 0) + 5000) * interval '1 millisecond',
                   claimed_until = $1 + (coalesce(c.timeout_ms, 0) + 5000) * interval '1 millisecond'
              FROM due, endpoint_config c
             WHERE d.request_id = due.request_id AND c.id = d.config_id AND d.state = {due} AND d.next_attempt_at <= $1
            RETURNING d.request_id, d.subject, d.attempts, d.sealed, d.expires_at, c.endpoint, c.timeout_ms,
                      c.sealed AS config_sealed
            """);

    private static final String MORE = sql("""
            SELECT EXISTS (SELECT 1
                             FROM otp_delivery o JOIN endpoint_config e ON e.id = o.config_id AND e.version >= o.config_version
                            WHERE o.state = {due} AND o.next_attempt_at <= $1 AND o.expires_at > $1) AS more
            """);

    private static final String DELIVERED = sql("""
            UPDATE otp_delivery SET state = {delivered}, sealed = NULL WHERE request_id = $1 AND state = {due}
            """);
    private static final String AGAIN = sql("""
            UPDATE otp_delivery SET next_attempt_at = $3, claimed_until = NULL, last_error = $4
             WHERE request_id = $1 AND attempts = $2 AND state = {due}
            """);
    private static final String OVER = sql("""
            UPDATE otp_delivery SET state = {failed}, sealed = NULL, last_error = $3
             WHERE request_id = $1 AND attempts = $2 AND state = {due}
            """);
    private static final String EXPIRE = sql("""
            UPDATE otp_delivery SET state = {failed}, sealed = NULL, last_error = $3
             WHERE request_id IN (SELECT request_id FROM otp_delivery WHERE state = {due} AND expires_at <= $1
                                   LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING request_id, subject
            """);

    private final Pool db;
    private final Outbox outbox;

    OtpDeliveryStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Stores a request; storing it again has no effect. */
    Uni<Void> add(OtpDeliveryRequested request, Instant now) {
        Tuple row = SqlParameters.of(
                request.requestId(),
                request.subject(),
                request.configId(),
                request.configVersion(),
                request.sealed(),
                request.expiresAt(),
                now);
        return db.preparedQuery(ADD).execute(row).replaceWithVoid();
    }

    /**
     * Claims deliveries that are due, have not expired and whose AuthConfig is known, within the limits: no other
     * replica gets them until the attempt's timeout has passed. Claims follow each other, so that each counts those before it.
     */
    Uni<ClaimedDeliveries<OtpDeliveryAttempt>> claim(Instant now, DeliveryLimitsConfig limits) {
        Tuple values = SqlParameters.of(now, (long) limits.inProgress(), (long) limits.perReceiver());
        return db.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(locked -> tx.preparedQuery(CLAIM).execute(values))
                .map(rows -> Rows.list(rows, OtpDeliveryStore::attempt))
                .chain(attempts -> tx.preparedQuery(MORE)
                        .execute(SqlParameters.of(now))
                        .map(rows ->
                                new ClaimedDeliveries<>(attempts, Rows.only(rows, row -> row.getBoolean("more"))))));
    }

    /** Records that the code was delivered, and publishes it once. */
    Uni<Void> delivered(OtpDeliveryAttempt attempt, Instant now) {
        return change(
                DELIVERED,
                SqlParameters.of(attempt.requestId()),
                new OtpDelivered(attempt.requestId(), attempt.subject(), now));
    }

    /** Records a failed attempt and the time of the next one. */
    Uni<Void> again(OtpDeliveryAttempt attempt, DeliveryOutcome reason, Instant at, Instant now) {
        return change(
                AGAIN,
                SqlParameters.of(attempt.requestId(), attempt.number(), at, reason.word()),
                new OtpDeliveryFailed(attempt.requestId(), attempt.subject(), reason.word(), false, now));
    }

    /** Records that the delivery failed for good. */
    Uni<Void> over(OtpDeliveryAttempt attempt, DeliveryOutcome reason, Instant now) {
        return change(
                OVER,
                SqlParameters.of(attempt.requestId(), attempt.number(), reason.word()),
                new OtpDeliveryFailed(attempt.requestId(), attempt.subject(), reason.word(), true, now));
    }

    /** Gives up codes that expired before they were delivered; returns their number. */
    Uni<Integer> expire(Instant now, int limit) {
        return db.withTransaction(tx -> tx.preparedQuery(EXPIRE)
                .execute(SqlParameters.of(now, limit, DeliveryOutcome.EXPIRED.word()))
                .map(rows -> Rows.list(
                        rows,
                        row -> new OtpDeliveryFailed(
                                row.getString("request_id"),
                                row.getString("subject"),
                                DeliveryOutcome.EXPIRED.word(),
                                true,
                                now)))
                .call(events -> outbox.append(tx, events.toArray(OtpDeliveryFailed[]::new)))
                .map(List::size));
    }

    private Uni<Void> change(String statement, Tuple values, OtpResultEvent event) {
        return db.withTransaction(tx -> tx.preparedQuery(statement)
                .execute(values)
                .chain(rows -> Rows.none(rows) ? Uni.createFrom().voidItem() : outbox.append(tx, event)));
    }

    private static OtpDeliveryAttempt attempt(Row row) {
        Optional<OtpDeliveryAttempt.WebhookTarget> endpoint = Optional.ofNullable(row.getString("endpoint"))
                .map(url -> new OtpDeliveryAttempt.WebhookTarget(
                        url, Duration.ofMillis(row.getInteger("timeout_ms")), row.getString("config_sealed")));
        return new OtpDeliveryAttempt(
                row.getString("request_id"),
                row.getString("subject"),
                row.getInteger("attempts"),
                row.getString("sealed"),
                Rows.instant(row, "expires_at"),
                endpoint);
    }
}
