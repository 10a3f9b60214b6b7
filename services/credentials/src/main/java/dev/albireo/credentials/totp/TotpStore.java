package dev.albireo.credentials.totp;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
            VALUES ($1, $2, $3, $4, $4, $4, $5)
            ON CONFLICT (subject) DO UPDATE
               SET secret = EXCLUDED.secret, key_id = EXCLUDED.key_id, created_at = EXCLUDED.created_at,
                   enabled_at = EXCLUDED.enabled_at, last_used_at = EXCLUDED.last_used_at, last_step = EXCLUDED.last_step
             WHERE totp.enabled_at IS NULL
            """;
    private static final String PUT = """
            INSERT INTO totp (subject, secret, key_id, created_at, enabled_at) VALUES ($1, $2, $3, $4, $4)
            ON CONFLICT (subject) DO UPDATE
               SET secret = EXCLUDED.secret, key_id = EXCLUDED.key_id, enabled_at = EXCLUDED.enabled_at
            """;
    private static final String DELETE = "DELETE FROM totp WHERE subject = $1 AND (enabled_at IS NOT NULL OR $2)";

    private static final String ENCRYPTED_WITH = """
            SELECT subject, secret, key_id FROM totp WHERE key_id = ANY($1) AND subject > $2 ORDER BY subject LIMIT $3
            """;
    private static final String RENEW = "UPDATE totp SET secret = $3, key_id = $4 WHERE subject = $1 AND secret = $2";

    private final Pool db;

    TotpStore(Pool db) {
        this.db = db;
    }

    /** A stored application; it is no factor without {@code enabledAt}, which only earlier versions omitted. */
    record StoredTotp(EncryptedValue secret, long lastStep, Optional<Instant> enabledAt) {}

    Uni<Optional<StoredTotp>> of(UUID subject) {
        return db.preparedQuery(OF)
                .execute(SqlParameters.of(subject))
                .map(rows -> Rows.first(rows, TotpStore::storedTotp));
    }

    /**
     * Accepts a step of an enabled application; false if it or a later one was accepted already, or the secret was replaced. Of concurrent
     * uses one succeeds.
     *
     * @param renewed the encrypted secret to store from now on
     */
    Uni<Boolean> consume(UUID subject, long step, EncryptedValue before, EncryptedValue renewed, Instant now) {
        Tuple values = SqlParameters.of(subject, step, now, before.bytes(), renewed.bytes(), renewed.keyId());
        return db.preparedQuery(CONSUME).execute(values).map(Rows::one);
    }

    /**
     * Adds an enabled application for a user who has none, in the transaction of a Hibernate session; false if they have one.
     *
     * @param step the step of the code that proved it, which is not accepted again
     */
    Uni<Boolean> enable(Mutiny.Session hibernate, UUID subject, EncryptedValue secret, long step, Instant now) {
        return Tx.of(hibernate)
                .execute(ENABLE, SqlParameters.of(subject, secret.bytes(), secret.keyId(), now, step))
                .map(Rows::one);
    }

    /** Sets an enabled application with this secret; steps accepted before stay so. */
    Uni<Void> put(Mutiny.Session hibernate, UUID subject, EncryptedValue secret, Instant now) {
        return Tx.of(hibernate)
                .execute(PUT, SqlParameters.of(subject, secret.bytes(), secret.keyId(), now))
                .replaceWithVoid();
    }

    /** As {@link #put}, for many users. */
    Uni<Void> putAll(Mutiny.Session hibernate, List<OwnedSecret> secrets, Instant now) {
        return Tx.of(hibernate)
                .executeBatch(
                        PUT,
                        secrets.stream()
                                .map(owned -> SqlParameters.of(
                                        owned.subject(),
                                        owned.secret().bytes(),
                                        owned.secret().keyId(),
                                        now))
                                .toList());
    }

    /** Deletes the secret; returns whether there was one, counting a pending one only if {@code pendingToo}. */
    Uni<Boolean> delete(Mutiny.Session hibernate, UUID subject, boolean pendingToo) {
        return Tx.of(hibernate)
                .execute(DELETE, SqlParameters.of(subject, pendingToo))
                .map(Rows::one);
    }

    /** The encrypted secret of a user. */
    record OwnedSecret(UUID subject, EncryptedValue secret) {}

    /** Returns the next secrets that these keys encrypted, in the order of their users. */
    Uni<List<OwnedSecret>> encryptedWith(List<String> keyIds, UUID after, int limit) {
        return db.preparedQuery(ENCRYPTED_WITH)
                .execute(SqlParameters.of(keyIds.toArray(String[]::new), after, limit))
                .map(rows -> Rows.list(
                        rows,
                        row -> new OwnedSecret(
                                row.getUUID("subject"),
                                new EncryptedValue(row.getString("key_id"), Rows.bytes(row, "secret")))));
    }

    /** Replaces a secret by the same one, encrypted with another key, unless it has changed. */
    Uni<Void> renew(OwnedSecret before, EncryptedValue renewed) {
        return db.preparedQuery(RENEW)
                .execute(SqlParameters.of(before.subject(), before.secret().bytes(), renewed.bytes(), renewed.keyId()))
                .replaceWithVoid();
    }

    private static StoredTotp storedTotp(Row row) {
        return new StoredTotp(
                new EncryptedValue(row.getString("key_id"), Rows.bytes(row, "secret")),
                row.getLong("last_step"),
                Rows.optionalInstant(row, "enabled_at"));
    }
}
