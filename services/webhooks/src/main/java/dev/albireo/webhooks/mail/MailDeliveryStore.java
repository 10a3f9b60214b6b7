package dev.albireo.webhooks.mail;

import static dev.albireo.delivery.QueuedDeliveryState.sql;

import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.events.MailRequested;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Accesses the mail_delivery table. The content of a mail is erased when it is of no more use. */
@Singleton
class MailDeliveryStore {
    private static final String ADD = """
            INSERT INTO mail_delivery (request_id, sealed, expires_at, next_attempt_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (request_id) DO NOTHING
            """;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.mail_delivery'))";

    /** After a crash another replica takes the claim over when it ends. */
    private static final String CLAIM = sql("""
            UPDATE mail_delivery
               SET attempts = attempts + 1, next_attempt_at = $3, claimed_until = $3
             WHERE request_id IN (
                   SELECT request_id FROM mail_delivery
                    WHERE state = {due} AND next_attempt_at <= $1 AND expires_at > $1
                    ORDER BY next_attempt_at
                    LIMIT greatest($2::bigint - (SELECT count(*) FROM mail_delivery
                                                  WHERE state = {due} AND claimed_until > $1), 0))
            RETURNING request_id, attempts, sealed, expires_at
            """);

    private static final String MORE = sql("""
            SELECT EXISTS (SELECT 1 FROM mail_delivery
                            WHERE state = {due} AND next_attempt_at <= $1 AND expires_at > $1) AS more
            """);

    private static final String SENT = sql("""
            UPDATE mail_delivery SET state = {delivered}, sealed = NULL WHERE request_id = $1 AND state = {due}
            """);
    private static final String AGAIN = sql("""
            UPDATE mail_delivery SET next_attempt_at = $3, claimed_until = NULL, last_error = $4
             WHERE request_id = $1 AND attempts = $2 AND state = {due}
            """);
    private static final String OVER = sql("""
            UPDATE mail_delivery SET state = {failed}, sealed = NULL, last_error = $3
             WHERE request_id = $1 AND attempts = $2 AND state = {due}
            """);
    private static final String EXPIRE = sql("""
            UPDATE mail_delivery SET state = {failed}, sealed = NULL, last_error = $3
             WHERE request_id IN (SELECT request_id FROM mail_delivery WHERE state = {due} AND expires_at <= $1
                                   LIMIT $2 FOR UPDATE SKIP LOCKED)
            """);

    private final Pool db;

    MailDeliveryStore(Pool db) {
        this.db = db;
    }

    /** Stores a request; storing it again has no effect. */
    Uni<Void> add(MailRequested request, Instant now) {
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(request.requestId(), request.sealed(), request.expiresAt(), now))
                .replaceWithVoid();
    }

    /**
     * Claims mails that are due and have not expired, so that at most {@code limit} are being sent over all replicas: no other replica
     * gets them for {@code time}. Claims follow each other, so that each counts those before it.
     */
    Uni<ClaimedDeliveries<MailAttempt>> claim(Instant now, Duration time, int limit) {
        Tuple values = SqlParameters.of(now, (long) limit, now.plus(time));
        return db.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(locked -> tx.preparedQuery(CLAIM).execute(values))
                .map(rows -> Rows.list(rows, MailDeliveryStore::attempt))
                .chain(attempts -> tx.preparedQuery(MORE)
                        .execute(SqlParameters.of(now))
                        .map(rows ->
                                new ClaimedDeliveries<>(attempts, Rows.only(rows, row -> row.getBoolean("more"))))));
    }

    /** Records that the SMTP server has accepted the mail. */
    Uni<Void> sent(MailAttempt attempt) {
        return change(SENT, SqlParameters.of(attempt.requestId()));
    }

    /** Records a failed attempt and the time of the next one. */
    Uni<Void> again(MailAttempt attempt, DeliveryOutcome reason, Instant at) {
        return change(AGAIN, SqlParameters.of(attempt.requestId(), attempt.number(), at, reason.word()));
    }

    /** Records that the mail will not be sent. */
    Uni<Void> over(MailAttempt attempt, DeliveryOutcome reason) {
        return change(OVER, SqlParameters.of(attempt.requestId(), attempt.number(), reason.word()));
    }

    /** Gives up mails that expired before they were sent; returns their number. */
    Uni<Integer> expire(Instant now, int limit) {
        return db.preparedQuery(EXPIRE)
                .execute(SqlParameters.of(now, limit, DeliveryOutcome.EXPIRED.word()))
                .map(rows -> rows.rowCount());
    }

    private Uni<Void> change(String statement, Tuple values) {
        return db.preparedQuery(statement).execute(values).replaceWithVoid();
    }

    private static MailAttempt attempt(Row row) {
        return new MailAttempt(
                row.getString("request_id"),
                row.getInteger("attempts"),
                row.getString("sealed"),
                Rows.instant(row, "expires_at"));
    }
}
