package dev.albireo.webhooks.event;

import static dev.albireo.delivery.QueuedDeliveryState.sql;
import static java.time.ZoneOffset.UTC;

import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.webhooks.event.WebhookDeliveryAttempt.SubscriberTarget;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Accesses the webhook_delivery table, and what attempts tell about a subscription. */
@Singleton
class WebhookDeliveryStore {
    private static final String SERVICE = "service:webhooks";

    /** Clocks of two services differ: an event that is a little older than a subscription is delivered too. */
    private static final String ADD = """
            INSERT INTO webhook_delivery (id, subscription, event_id, type, subject, data, occurred_at, recorded_at, next_attempt_at)
            SELECT 'msg_' || left(encode(sha256(convert_to(n.subscription || ' ' || n.event_id, 'UTF8')), 'hex'), 32),
                   n.subscription, n.event_id, n.type, n.subject, n.data, n.occurred_at, $7, $7
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
                   WITH ORDINALITY AS n (subscription, event_id, type, subject, data, occurred_at, place)
              JOIN webhook_subscription s ON s.key = n.subscription AND s.created_at - interval '5 seconds' <= n.occurred_at
             ORDER BY n.place
            ON CONFLICT (id) DO NOTHING
            RETURNING id
            """;

    private static final String ERASE = """
            UPDATE webhook_delivery SET data = (data::jsonb - 'claims' - 'id')::text
             WHERE subject = ANY($1::text[]) AND type = 'albireo.UserChanged.v1'
            """;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.webhook_delivery'))";

    /**
     * The subscriptions with the fewest deliveries in progress come first; receivers that hang do not hold up others. One that has failed
     * repeatedly gets a single attempt at a time, and none before its pause has ended. Where a subscription asks for order, only the
     * earliest delivery of a subject is attempted. The claim outlives the attempt by five seconds; after a crash another replica takes it over.
     */
    private static final String CLAIM = sql("""
            WITH in_progress AS MATERIALIZED (
                SELECT subscription, count(*) AS number
                  FROM webhook_delivery
                 WHERE state = {due} AND claimed_until > $1
                 GROUP BY subscription),
            receiver AS MATERIALIZED (
                SELECT s.key, s.ordered, coalesce(p.number, 0) AS number,
                       CASE WHEN s.failures >= 5 THEN 1 ELSE $3::bigint END AS room
                  FROM webhook_subscription s
                  LEFT JOIN in_progress p ON p.subscription = s.key
                 WHERE NOT s.paused AND coalesce(s.blocked_until <= $1, true)),
            waiting AS MATERIALIZED (
                SELECT w.id, w.next_attempt_at,
                       r.number + row_number() OVER (PARTITION BY r.key ORDER BY w.next_attempt_at, w.position) AS place
                  FROM receiver r
                 CROSS JOIN LATERAL (
                       SELECT d.id, d.next_attempt_at, d.position
                         FROM webhook_delivery d
                        WHERE d.subscription = r.key AND d.state = {due} AND d.next_attempt_at <= $1
                          AND (NOT r.ordered
                               OR NOT EXISTS (SELECT 1
                                                FROM webhook_delivery e
                                               WHERE e.subscription = r.key AND e.subject = d.subject AND e.state = {due}
                                                 AND e.position < d.position))
                        ORDER BY d.next_attempt_at
                        LIMIT greatest(r.room - r.number, 0)) w),
            due AS MATERIALIZED (
                SELECT id
                  FROM waiting
                 ORDER BY place, next_attempt_at
                 LIMIT greatest($2::bigint - (SELECT coalesce(sum(number), 0)::bigint FROM in_progress), 0))
            UPDATE webhook_delivery d
               SET attempts = d.attempts + 1,
                   next_attempt_at = $1 + (s.timeout_ms + 5000) * interval '1 millisecond',
                   claimed_until = $1 + (s.timeout_ms + 5000) * interval '1 millisecond',
                   give_up_at = coalesce(d.give_up_at, $4)
              FROM due, webhook_subscription s
             WHERE d.id = due.id AND s.key = d.subscription AND d.state = {due} AND d.next_attempt_at <= $1
            RETURNING d.id, d.attempts, d.event_id, d.type, d.subject, d.data, d.occurred_at, d.give_up_at, s.key,
                      s.id AS subscription_id, s.url, s.timeout_ms, s.body ->> 'format' AS format, s.secrets, s.secrets_key_id
            """);

    private static final String MORE = sql("""
            SELECT EXISTS (SELECT 1
                             FROM webhook_subscription s
                             JOIN webhook_delivery d ON d.subscription = s.key
                            WHERE NOT s.paused AND coalesce(s.blocked_until <= $1, true)
                              AND d.state = {due} AND d.next_attempt_at <= $1) AS more
            """);

    private static final String DELIVERED = sql("""
            WITH ended AS (
                UPDATE webhook_delivery
                   SET state = {delivered}, claimed_until = NULL, last_error = NULL, last_status = $3, ended_at = $4
                 WHERE id = $1 AND state = {due})
            UPDATE webhook_subscription SET failures = 0, blocked_until = NULL WHERE key = $2 AND failures > 0
            """);

    /** From the fifth failure in a row on, the receiver is left alone for 10, 20, 40, … seconds, at most ten minutes. */
    private static final String FAILED = """
            UPDATE webhook_subscription
               SET failures = least(failures + 1, 1000),
                   blocked_until = greatest(
                       blocked_until, $7::timestamptz,
                       CASE WHEN failures + 1 >= 5
                            THEN $6::timestamptz + least(10 * 2 ^ least(failures - 4, 10), 600) * interval '1 second' END)
             WHERE key = $2
            """;

    private static final String AGAIN = sql("""
            WITH delayed AS (
                UPDATE webhook_delivery SET next_attempt_at = $5, claimed_until = NULL, last_error = $4, last_status = $3
                 WHERE id = $1 AND attempts = $8 AND state = {due})
            """) + FAILED;

    private static final String DEAD = sql("""
            UPDATE webhook_delivery
               SET state = {dead}, claimed_until = NULL, last_error = $3, last_status = $4, ended_at = $5
             WHERE id = $1 AND attempts = $2 AND state = {due}
            """);

    private static final String PAUSE = """
            UPDATE webhook_subscription
               SET paused = true, paused_reason = $2, version = nextval('webhook_subscription_version'), updated_at = $3
             WHERE key = $1 AND NOT paused
            """;

    private static final String GONE = "the receiver answered 410";

    private final Pool db;
    private final Outbox outbox;
    private final Audit audit;

    WebhookDeliveryStore(Pool db, Outbox outbox, Audit audit) {
        this.db = db;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Stores deliveries in their order; storing one again has no effect, and neither has one of an event before the subscription. */
    Uni<Void> add(List<NewWebhookDelivery> deliveries, Instant now) {
        return db.preparedQuery(ADD).execute(columns(deliveries, now)).replaceWithVoid();
    }

    /** Stores a new delivery that no event has caused, and returns its id. */
    Uni<String> addTest(NewWebhookDelivery delivery, Instant now, AuditRecorded record) {
        return db.withTransaction(tx -> tx.preparedQuery(ADD)
                .execute(columns(List.of(delivery), now))
                .map(rows -> Rows.only(rows, row -> row.getString("id")))
                .call(() -> outbox.append(tx, record)));
    }

    private static Tuple columns(List<NewWebhookDelivery> deliveries, Instant now) {
        return Tuple.of(
                        deliveries.stream()
                                .map(NewWebhookDelivery::subscription)
                                .toArray(UUID[]::new),
                        texts(deliveries, NewWebhookDelivery::eventId),
                        texts(deliveries, NewWebhookDelivery::type),
                        texts(deliveries, NewWebhookDelivery::subject),
                        texts(deliveries, NewWebhookDelivery::data),
                        deliveries.stream()
                                .map(delivery -> delivery.occurredAt().atOffset(UTC))
                                .toArray(OffsetDateTime[]::new))
                .addValue(now.atOffset(UTC));
    }

    /** Removes the personal data of deleted users from deliveries, also from those that are still due. */
    Uni<Void> erase(List<String> subjects) {
        return db.preparedQuery(ERASE)
                .execute(Tuple.of(subjects.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static String[] texts(List<NewWebhookDelivery> deliveries, Function<NewWebhookDelivery, String> text) {
        return deliveries.stream().map(text).toArray(String[]::new);
    }

    /**
     * Claims deliveries that are due, within the limits: no other replica gets them until the attempt's timeout has passed. Claims follow
     * each other, so that each counts those before it.
     *
     * @param giveUpAt when those are given up that are attempted for the first time
     */
    Uni<ClaimedDeliveries<WebhookDeliveryAttempt>> claim(Instant now, Instant giveUpAt, DeliveryLimitsConfig limits) {
        Tuple values = SqlParameters.of(now, (long) limits.inProgress(), (long) limits.perReceiver(), giveUpAt);
        return db.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(locked -> tx.preparedQuery(CLAIM).execute(values))
                .map(rows -> Rows.list(rows, WebhookDeliveryStore::attempt))
                .chain(attempts -> tx.preparedQuery(MORE)
                        .execute(SqlParameters.of(now))
                        .map(rows ->
                                new ClaimedDeliveries<>(attempts, Rows.only(rows, row -> row.getBoolean("more"))))));
    }

    /** Records that the receiver has it. */
    Uni<Void> delivered(WebhookDeliveryAttempt attempt, Instant now) {
        return db.preparedQuery(DELIVERED)
                .execute(SqlParameters.of(attempt.id(), attempt.target().key(), attempt.status(), now))
                .replaceWithVoid();
    }

    /** Records a failed attempt and the time of the next one, before which the receiver gets no other where it has named a time itself. */
    Uni<Void> again(WebhookDeliveryAttempt attempt, DeliveryOutcome reason, Instant at, Instant now) {
        return db.preparedQuery(AGAIN)
                .execute(SqlParameters.of(
                        attempt.id(),
                        attempt.target().key(),
                        attempt.status(),
                        reason.word(),
                        at,
                        now,
                        attempt.isToldWhen() ? Optional.of(at) : Optional.empty(),
                        attempt.number()))
                .replaceWithVoid();
    }

    /** Records that no attempt follows. */
    Uni<Void> dead(WebhookDeliveryAttempt attempt, DeliveryOutcome reason, Instant now) {
        return db.preparedQuery(DEAD).execute(dead(attempt, reason.word(), now)).replaceWithVoid();
    }

    /** Records that the receiver is gone: the delivery is dead, and its subscription paused. */
    Uni<Void> gone(WebhookDeliveryAttempt attempt, Instant now) {
        SubscriberTarget target = attempt.target();
        return db.withTransaction(tx -> tx.preparedQuery(DEAD)
                .execute(dead(attempt, DeliveryOutcome.GONE.word(), now))
                .chain(() -> tx.preparedQuery(PAUSE).execute(SqlParameters.of(target.key(), GONE, now)))
                .chain(rows -> Rows.none(rows)
                        ? Uni.createFrom().voidItem()
                        : outbox.append(
                                tx,
                                audit.success(
                                        SERVICE,
                                        AuditAction.WEBHOOK_SUBSCRIPTION_PAUSE,
                                        target.subscription(),
                                        Map.of("reason", GONE),
                                        null))));
    }

    private static Tuple dead(WebhookDeliveryAttempt attempt, String reason, Instant now) {
        return SqlParameters.of(attempt.id(), attempt.number(), reason, attempt.status(), now);
    }

    private static WebhookDeliveryAttempt attempt(Row row) {
        SubscriberTarget target = new SubscriberTarget(
                row.getUUID("key"),
                row.getString("subscription_id"),
                row.getString("url"),
                Duration.ofMillis(row.getInteger("timeout_ms")),
                "binary".equals(row.getString("format")),
                new EncryptedValue(row.getString("secrets_key_id"), Rows.bytes(row, "secrets")));
        return new WebhookDeliveryAttempt(
                row.getString("id"),
                target,
                row.getInteger("attempts"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("data"),
                Rows.instant(row, "occurred_at"),
                Rows.instant(row, "give_up_at"),
                new AtomicReference<>(Optional.empty()));
    }
}
