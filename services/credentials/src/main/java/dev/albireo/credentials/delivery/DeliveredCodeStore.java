package dev.albireo.credentials.delivery;

import dev.albireo.events.Event;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Accesses the delivered_code table, and the last step of the totp table, which a delivered code uses. */
@ApplicationScoped
class DeliveredCodeStore {
    /** One request of a session at a time; none of an ended one. */
    private static final String LOCK = "SELECT id FROM session WHERE id = $1 AND ended_at IS NULL FOR NO KEY UPDATE";

    private static final String SUPERSEDE = """
            UPDATE delivered_code SET superseded_at = $2, code = NULL WHERE session_id = $1 AND superseded_at IS NULL
            """;
    private static final String INSERT = """
            INSERT INTO delivered_code (request_id, session_id, subject, code, key_id, step, requested_at, expires_at, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'on-its-way')
            """;

    /** The code is void when its authenticator application is removed. */
    private static final String CURRENT = """
            SELECT d.request_id, d.code, d.key_id, d.step, d.requested_at, d.state
              FROM delivered_code d JOIN totp t ON t.subject = d.subject AND t.enabled_at <= d.requested_at
             WHERE d.session_id = $1 AND d.subject = $2 AND d.expires_at > $3
               AND d.spent_at IS NULL AND d.superseded_at IS NULL
            """;

    private static final String CONSUME = """
            UPDATE delivered_code SET spent_at = $2, code = NULL
             WHERE request_id = $1 AND spent_at IS NULL AND superseded_at IS NULL AND expires_at > $2
            """;
    private static final String USE_UP = """
            UPDATE totp SET last_step = $2, last_used_at = $3
             WHERE subject = $1 AND last_step < $2 AND enabled_at IS NOT NULL
            """;
    private static final String RESULT =
            "UPDATE delivered_code SET state = $2 WHERE request_id = $1 AND state <> 'delivered'";

    private final Pool db;
    private final Outbox outbox;

    DeliveredCodeStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** A code to be sent. */
    record NewDeliveredCode(
            UUID requestId,
            UUID session,
            UUID subject,
            EncryptedValue code,
            Optional<Long> step,
            Instant requestedAt,
            Instant expiresAt) {}

    /** A valid code. */
    record StoredDeliveredCode(
            UUID requestId,
            UUID subject,
            EncryptedValue code,
            Optional<Long> step,
            Instant requestedAt,
            DeliveryState state) {}

    /** Stores a code in place of the session's previous one, and appends the events; false if the session has ended. */
    Uni<Boolean> put(NewDeliveredCode code, Event... events) {
        Instant now = code.requestedAt();
        return db.withTransaction(tx -> tx.preparedQuery(LOCK)
                .execute(SqlParameters.of(code.session()))
                .chain(rows -> Rows.none(rows)
                        ? Uni.createFrom().item(false)
                        : tx.preparedQuery(SUPERSEDE)
                                .execute(SqlParameters.of(code.session(), now))
                                .chain(() -> insert(tx, code))
                                .chain(() -> outbox.append(tx, events))
                                .replaceWith(true)));
    }

    /** Returns the currently valid code of this user in this session. */
    Uni<Optional<StoredDeliveredCode>> current(UUID session, UUID subject, Instant now) {
        return db.preparedQuery(CURRENT)
                .execute(SqlParameters.of(session, subject, now))
                .map(rows -> Rows.first(rows, row -> storedCode(subject, row)));
    }

    /**
     * Uses a code and, if the user's application shows the same one, its step; false if either was used before. Of concurrent uses one
     * succeeds.
     */
    Uni<Boolean> consume(StoredDeliveredCode code, Instant now) {
        return db.withTransaction(tx -> tx.preparedQuery(CONSUME)
                .execute(SqlParameters.of(code.requestId(), now))
                .chain(rows -> Rows.none(rows) ? Uni.createFrom().item(false) : useUp(tx, code, now)));
    }

    /** Records a result of the webhooks service; the state "delivered" is final. */
    Uni<Void> result(UUID requestId, DeliveryState state) {
        return db.preparedQuery(RESULT)
                .execute(SqlParameters.of(requestId, state.value()))
                .replaceWithVoid();
    }

    private static Uni<Boolean> useUp(SqlConnection tx, StoredDeliveredCode code, Instant now) {
        return code.step()
                .map(step -> tx.preparedQuery(USE_UP)
                        .execute(SqlParameters.of(code.subject(), step, now))
                        .map(Rows::one))
                .orElse(Uni.createFrom().item(true));
    }

    private static Uni<Void> insert(SqlConnection tx, NewDeliveredCode code) {
        Tuple row = SqlParameters.of(
                code.requestId(),
                code.session(),
                code.subject(),
                code.code().bytes(),
                code.code().keyId(),
                code.step(),
                code.requestedAt(),
                code.expiresAt());
        return tx.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    private static StoredDeliveredCode storedCode(UUID subject, Row row) {
        return new StoredDeliveredCode(
                row.getUUID("request_id"),
                subject,
                new EncryptedValue(row.getString("key_id"), Rows.bytes(row, "code")),
                Optional.ofNullable(row.getLong("step")),
                Rows.instant(row, "requested_at"),
                DeliveryState.of(row.getString("state")));
    }
}
