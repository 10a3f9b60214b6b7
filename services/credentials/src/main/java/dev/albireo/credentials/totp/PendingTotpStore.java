package dev.albireo.credentials.totp;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the pending_totp table: the encrypted secret of an application that one session enrols. */
@ApplicationScoped
class PendingTotpStore {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String BEGIN = """
            INSERT INTO pending_totp (session_id, subject, secret, key_id, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (session_id) DO UPDATE
               SET secret = EXCLUDED.secret, key_id = EXCLUDED.key_id, created_at = EXCLUDED.created_at,
                   expires_at = EXCLUDED.expires_at
            """;
    private static final String OF =
            "SELECT secret, key_id, created_at FROM pending_totp WHERE session_id = $1 AND expires_at > $2";
    private static final String CONSUME = "DELETE FROM pending_totp WHERE session_id = ?1 AND secret = ?2";
    private static final String DELETE = "DELETE FROM pending_totp WHERE subject = ?1";

    private final Pool db;

    PendingTotpStore(Pool db) {
        this.db = db;
    }

    /** A pending secret, and the start of its enrolment. */
    record StoredPendingTotp(EncryptedValue secret, Instant since) {}

    /** Starts an enrolment in this session, in place of any earlier one. */
    Uni<Void> begin(UUID session, UUID subject, EncryptedValue secret, Instant now) {
        Tuple values = Tuple.tuple(List.of(
                session,
                subject,
                Buffer.buffer(secret.bytes()),
                secret.keyId(),
                now.atOffset(UTC),
                now.plus(LIFETIME).atOffset(UTC)));
        return db.preparedQuery(BEGIN).execute(values).replaceWithVoid();
    }

    /** Returns the pending secret of this session. */
    Uni<Optional<StoredPendingTotp>> of(UUID session, Instant now) {
        return db.preparedQuery(OF)
                .execute(Tuple.of(session, now.atOffset(UTC)))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new StoredPendingTotp(
                                new EncryptedValue(
                                        row.getString("key_id"),
                                        row.getBuffer("secret").getBytes()),
                                row.getOffsetDateTime("created_at").toInstant())));
    }

    /** Deletes this secret, in the transaction of a Hibernate session; false if it was deleted or replaced concurrently. */
    Uni<Boolean> consume(Mutiny.Session hibernate, UUID session, EncryptedValue secret) {
        return hibernate
                .createNativeQuery(CONSUME)
                .setParameter(1, session)
                .setParameter(2, secret.bytes())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Ends every enrolment of a user. */
    Uni<Void> delete(Mutiny.Session hibernate, UUID subject) {
        return hibernate
                .createNativeQuery(DELETE)
                .setParameter(1, subject)
                .executeUpdate()
                .replaceWithVoid();
    }
}
