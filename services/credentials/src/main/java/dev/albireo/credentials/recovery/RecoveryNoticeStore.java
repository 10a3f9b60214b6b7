package dev.albireo.credentials.recovery;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the recovery_notice table. */
@ApplicationScoped
class RecoveryNoticeStore {
    private static final String PUT = """
            INSERT INTO recovery_notice (session_id, codes, key_id, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (session_id) DO UPDATE
               SET codes = EXCLUDED.codes, key_id = EXCLUDED.key_id, expires_at = EXCLUDED.expires_at
            """;
    private static final String OF =
            "SELECT codes, key_id FROM recovery_notice WHERE session_id = $1 AND expires_at > $2";
    private static final String DELETE = "DELETE FROM recovery_notice WHERE session_id = $1";

    private final Pool db;

    RecoveryNoticeStore(Pool db) {
        this.db = db;
    }

    /** Stores the codes in the transaction of a Hibernate session. */
    Uni<Void> put(Mutiny.Session hibernate, UUID session, EncryptedValue codes, Instant expiresAt) {
        return Tx.of(hibernate)
                .execute(PUT, SqlParameters.of(session, codes.bytes(), codes.keyId(), expiresAt))
                .replaceWithVoid();
    }

    Uni<Optional<EncryptedValue>> of(UUID session, Instant now) {
        return db.preparedQuery(OF)
                .execute(SqlParameters.of(session, now))
                .map(rows -> Rows.first(rows, RecoveryNoticeStore::encryptedCodes));
    }

    Uni<Void> delete(UUID session) {
        return db.preparedQuery(DELETE).execute(SqlParameters.of(session)).replaceWithVoid();
    }

    private static EncryptedValue encryptedCodes(Row row) {
        return new EncryptedValue(row.getString("key_id"), Rows.bytes(row, "codes"));
    }
}
