package dev.albireo.webhooks.ssf;

import static dev.albireo.delivery.QueuedDeliveryState.sql;
import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import dev.albireo.webhooks.delivery.ReceiverStatements;
import dev.albireo.webhooks.ssf.SetDeliveryAttempt.PushTarget;
import dev.albireo.webhooks.ssf.SetDeliveryAttempt.QueuedSet;
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

/** Accesses the ssf_delivery table, and what attempts tell about a stream. */
@Singleton
class SsfDeliveryStore {
    /** Clocks of two services differ: an event that is a little older than a stream is delivered too. */
    private static final String ADD = """
            INSERT INTO ssf_delivery (id, stream, txn, type, subject, control, data, occurred_at, recorded_at, next_attempt_at)
            SELECT 'set_' || left(encode(sha256(convert_to(n.stream || ' ' || n.txn || ' ' || n.type || ' ' || n.data, 'UTF8')), 'hex'), 32),
                   n.stream, n.txn, n.type, n.subject, n.control, n.data::jsonb, n.occurred_at, $8, $8
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::timestamptz[])
                   WITH ORDINALITY AS n (stream, txn, type, subject, control, data, occurred_at, place)
              JOIN ssf_stream s ON s.key = n.stream AND s.created_at - interval '5 seconds' <= n.occurred_at
             ORDER BY n.place
            ON CONFLICT (id) DO NOTHING
            """;

    /** Of a deleted user only the event says something that the deletion does. */
    private static final String ERASE = """
            DELETE FROM ssf_delivery
             WHERE subject = ANY ($1::text[]) AND type <> 'https://schemas.openid.net/secevent/risc/event-type/account-purged'
            """;

    private static final String DROP = sql("DELETE FROM ssf_delivery WHERE stream = $1 AND state = {due}");

    private static final ReceiverStatements QUEUE =
            new ReceiverStatements("ssf_delivery", "ssf_stream", "stream", "(s.status = 'enabled' OR d.control)");

    private static final String LOCK = QUEUE.lock();
    private static final String CLAIM = QUEUE.claim("""
            d.id, d.txn, d.type, d.data, d.recorded_at, d.attempts, d.give_up_at, s.key, s.client_id, s.url, s.timeout_ms,
            s.secrets, s.secrets_key_id
            """);
    private static final String MORE = QUEUE.more();
    private static final String DELIVERED = QUEUE.delivered();
    private static final String AGAIN = QUEUE.again();
    private static final String DEAD = QUEUE.dead();

    /** The one more than asked for shows whether there are more. */
    private static final String WAITING = sql("""
            SELECT d.id, d.txn, d.type, d.data, d.recorded_at, s.client_id
              FROM ssf_stream s
              JOIN ssf_delivery d ON d.stream = s.key
             WHERE s.key = $1 AND d.state = {due} AND (s.status = 'enabled' OR d.control)
             ORDER BY d.position
             LIMIT $2
            """);

    private static final String ACKNOWLEDGE = sql("""
            UPDATE ssf_delivery SET state = {delivered}, last_error = NULL, ended_at = $3
             WHERE stream = $1 AND id = ANY ($2::text[]) AND state = {due}
            """);

    private static final String REFUSE = sql("""
            UPDATE ssf_delivery d SET state = {dead}, last_error = n.error, ended_at = $4
              FROM unnest($2::text[], $3::text[]) AS n (id, error)
             WHERE d.stream = $1 AND d.id = n.id AND d.state = {due}
            """);

    private final Pool db;

    SsfDeliveryStore(Pool db) {
        this.db = db;
    }

    /** An event for a stream. */
    record NewSet(UUID stream, SignalledFact fact) {
        String data() {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.set("sub_id", fact.subjectId());
            data.set("event", fact.content());
            return data.toString();
        }
    }

    /** Adds events in their order; adding one again has no effect, and neither has one that is older than its stream. */
    Uni<Void> add(Tx tx, List<NewSet> sets, Instant now) {
        return sets.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.execute(ADD, columns(sets, now)).replaceWithVoid();
    }

    private static Tuple columns(List<NewSet> sets, Instant now) {
        Tuple columns = Tuple.tuple();
        columns.addValue(sets.stream().map(NewSet::stream).toArray(UUID[]::new));
        columns.addValue(texts(sets, set -> set.fact().txn()));
        columns.addValue(texts(sets, set -> set.fact().type().uri()));
        columns.addValue(texts(sets, set -> set.fact().subject()));
        columns.addValue(
                sets.stream().map(set -> set.fact().type().isOfStream()).toArray(Boolean[]::new));
        columns.addValue(texts(sets, NewSet::data));
        columns.addValue(
                sets.stream().map(set -> set.fact().occurredAt().atOffset(UTC)).toArray(OffsetDateTime[]::new));
        return columns.addValue(now.atOffset(UTC));
    }

    private static String[] texts(List<NewSet> sets, Function<NewSet, String> text) {
        return sets.stream().map(text).toArray(String[]::new);
    }

    /** Erases the events of deleted users, due or not, except those that say that they are deleted. */
    Uni<Void> erase(Tx tx, List<String> subjects) {
        return tx.execute(ERASE, SqlParameters.of((Object) subjects.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Drops what a stream has not delivered. */
    Uni<Void> drop(Tx tx, UUID stream) {
        return tx.execute(DROP, SqlParameters.of(stream)).replaceWithVoid();
    }

    /**
     * Claims deliveries that are due, within the limits: no other replica gets them until the attempt's timeout has passed.
     *
     * @param giveUpAt when those are given up that are attempted for the first time
     */
    Uni<ClaimedDeliveries<SetDeliveryAttempt>> claim(Instant now, Instant giveUpAt, DeliveryLimitsConfig limits) {
        Tuple values = SqlParameters.of(now, (long) limits.inProgress(), (long) limits.perReceiver(), giveUpAt);
        return db.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(locked -> tx.preparedQuery(CLAIM).execute(values))
                .map(rows -> Rows.list(rows, SsfDeliveryStore::attempt))
                .chain(attempts -> tx.preparedQuery(MORE)
                        .execute(SqlParameters.of(now))
                        .map(rows ->
                                new ClaimedDeliveries<>(attempts, Rows.only(rows, row -> row.getBoolean("more"))))));
    }

    /** Records that the receiver has it. */
    Uni<Void> delivered(SetDeliveryAttempt attempt, Instant now) {
        return db.preparedQuery(DELIVERED)
                .execute(SqlParameters.of(attempt.token().id(), attempt.target().stream(), attempt.status(), now))
                .replaceWithVoid();
    }

    /** Records a failed attempt and the time of the next one, before which the receiver gets no other where it has named a time itself. */
    Uni<Void> again(SetDeliveryAttempt attempt, DeliveryOutcome reason, Instant at, Instant now) {
        return db.preparedQuery(AGAIN)
                .execute(SqlParameters.of(
                        attempt.token().id(),
                        attempt.target().stream(),
                        attempt.status(),
                        reason.word(),
                        at,
                        now,
                        attempt.isToldWhen() ? Optional.of(at) : Optional.empty(),
                        attempt.number()))
                .replaceWithVoid();
    }

    /** Records that no attempt follows. */
    Uni<Void> dead(SetDeliveryAttempt attempt, DeliveryOutcome reason, Instant now) {
        return db.preparedQuery(DEAD)
                .execute(SqlParameters.of(attempt.token().id(), attempt.number(), reason.word(), attempt.status(), now))
                .replaceWithVoid();
    }

    /** Returns the tokens that wait for a poll, in their order. */
    Uni<List<QueuedSet>> waiting(UUID stream, int limit) {
        return db.preparedQuery(WAITING)
                .execute(SqlParameters.of(stream, limit))
                .map(rows -> Rows.list(rows, SsfDeliveryStore::token));
    }

    /** Records that the receiver has these tokens. */
    Uni<Void> acknowledge(UUID stream, List<String> ids, Instant now) {
        return db.preparedQuery(ACKNOWLEDGE)
                .execute(SqlParameters.of(stream, ids.toArray(String[]::new), now))
                .replaceWithVoid();
    }

    /** Records that the receiver refuses these tokens, by id and reason. */
    Uni<Void> refuse(UUID stream, Map<String, String> errors, Instant now) {
        return db.preparedQuery(REFUSE)
                .execute(SqlParameters.of(
                        stream,
                        errors.keySet().toArray(String[]::new),
                        errors.values().toArray(String[]::new),
                        now))
                .replaceWithVoid();
    }

    private static SetDeliveryAttempt attempt(Row row) {
        Optional<EncryptedValue> authorization = Optional.ofNullable(row.getString("secrets_key_id"))
                .map(key -> new EncryptedValue(key, Rows.bytes(row, "secrets")));
        return new SetDeliveryAttempt(
                token(row),
                new PushTarget(
                        row.getUUID("key"),
                        row.getString("url"),
                        Duration.ofMillis(row.getInteger("timeout_ms")),
                        authorization),
                row.getInteger("attempts"),
                Rows.instant(row, "give_up_at"),
                new AtomicReference<>(Optional.empty()));
    }

    private static QueuedSet token(Row row) {
        return new QueuedSet(
                row.getString("id"),
                row.getString("client_id"),
                row.getString("txn"),
                row.getString("type"),
                row.getJsonObject("data").encode(),
                Rows.instant(row, "recorded_at"));
    }
}
