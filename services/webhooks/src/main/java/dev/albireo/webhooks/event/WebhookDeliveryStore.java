package dev.albireo.webhooks.event;

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
import dev.albireo.webhooks.delivery.ReceiverStatements;
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

    private static final ReceiverStatements QUEUE =
            new ReceiverStatements("webhook_delivery", "webhook_subscription", "subscription", "true");

    private static final String LOCK = QUEUE.lock();
    private static final String CLAIM = QUEUE.claim("""
            d.id, d.attempts, d.event_id, d.type, d.subject, d.data, d.occurred_at, d.give_up_at, s.key,
            s.id AS subscription_id, s.url, s.timeout_ms, s.body ->> 'format' AS format, s.secrets, s.secrets_key_id
            """);
    private static final String MORE = QUEUE.more();
    private static final String DELIVERED = QUEUE.delivered();
    private static final String AGAIN = QUEUE.again();
    private static final String DEAD = QUEUE.dead();

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
