package dev.albireo.credentials.totp;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the totp table. Secrets are encrypted. A step is accepted by one statement, for any purpose of the code. */
@ApplicationScoped
class TotpStore {
    private static final String OF = "SELECT secret, key_id, last_step, enabled_at FROM totp WHERE subject = $1";
    private static final String CONSUME = """
            UPDATE totp SET last_step = $2, last_used_at = $3, secret = $5, key_id = $6
             WHERE subject = $1 AND last_step < $2 AND secret = $4 AND enabled_at IS NOT NULL
            """;
    private static final String ENABLE = """
            INSERT INTO totp (subject, secret, key_id, created_at, enabled_at, last_used_at, last_step)
            VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?5)
            ON CONFLICT (subject) DO UPDATE
               SET secret = EXCLUDED.secret, key_id = EXCLUDED.key_id, created_at = EXCLUDED.created_at,
                   enabled_at = EXCLUDED.enabled_at, last_used_at = EXCLUDED.last_used_at, last_step = EXCLUDED.last_step
             WHERE totp.enabled_at IS NULL
            """;
    private static final String PUT = """
            INSERT INTO totp (subject, secret, key_id, created_at, enabled_at) VALUES (?1, ?2, ?3, ?4, ?4)
            ON CONFLICT (subject) DO UPDATE
               SET secret = EXCLUDED.secret, key_id = EXCLUDED.key_id, enabled_at = EXCLUDED.enabled_at
            """;
    private static final String DELETE = "DELETE FROM totp WHERE subject = ?1 AND (enabled_at IS NOT NULL OR ?2)";

    private final Pool db;

    TotpStore(Pool db) {
        this.db = db;
    }

    /** A stored application; it is no factor without {@code enabledAt}, which only earlier versions omitted. */
    record StoredTotp(EncryptedValue secret, long lastStep, Optional<Instant> enabledAt) {}

    Uni<Optional<StoredTotp>> of(UUID subject) {
        return db.preparedQuery(OF)
                .execute(Tuple.of(subject))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(storedTotp(rows.iterator().next())));
    }

    /**
     * Accepts a step of an enabled application; false if it or a later one was accepted already, or the secret was replaced. Of concurrent
     * uses one succeeds.
     *
     * @param renewed the encrypted secret to store from now on
     */
    Uni<Boolean> consume(UUID subject, long step, EncryptedValue before, EncryptedValue renewed, Instant now) {
        Tuple values = Tuple.tuple(List.of(
                subject,
                step,
                now.atOffset(UTC),
                Buffer.buffer(before.bytes()),
                Buffer.buffer(renewed.bytes()),
                renewed.keyId()));
        return db.preparedQuery(CONSUME).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /**
     * Adds an enabled application for a user who has none, in the transaction of a Hibernate session; false if they have one.
     *
     * @param step the step of the code that proved it, which is not accepted again
     */
    Uni<Boolean> enable(Mutiny.Session hibernate, UUID subject, EncryptedValue secret, long step, Instant now) {
        return hibernate
                .createNativeQuery(ENABLE)
                .setParameter(1, subject)
                .setParameter(2, secret.bytes())
                .setParameter(3, secret.keyId())
                .setParameter(4, now.atOffset(UTC))
                .setParameter(5, step)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Sets an enabled application with this secret; steps accepted before stay so. */
    Uni<Void> put(Mutiny.Session hibernate, UUID subject, EncryptedValue secret, Instant now) {
        return hibernate
                .createNativeQuery(PUT)
                .setParameter(1, subject)
                .setParameter(2, secret.bytes())
                .setParameter(3, secret.keyId())
                .setParameter(4, now.atOffset(UTC))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Deletes the secret; returns whether there was one, counting a pending one only if {@code pendingToo}. */
    Uni<Boolean> delete(Mutiny.Session hibernate, UUID subject, boolean pendingToo) {
        return hibernate
                .createNativeQuery(DELETE)
                .setParameter(1, subject)
                .setParameter(2, pendingToo)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private static StoredTotp storedTotp(Row row) {
        return new StoredTotp(
                new EncryptedValue(
                        row.getString("key_id"), row.getBuffer("secret").getBytes()),
                row.getLong("last_step"),
                Optional.ofNullable(row.getOffsetDateTime("enabled_at")).map(OffsetDateTime::toInstant));
    }
}
