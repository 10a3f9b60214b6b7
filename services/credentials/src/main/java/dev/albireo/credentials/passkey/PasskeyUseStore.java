package dev.albireo.credentials.passkey;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the passkey_use table: what every use of a passkey changes. */
@ApplicationScoped
class PasskeyUseStore {
    private static final String INSERT =
            "INSERT INTO passkey_use (credential_id, counter, backup_state) VALUES ($1, $2, $3)";
    private static final String OF =
            "SELECT credential_id, counter, backup_state, last_used_at FROM passkey_use WHERE credential_id = ANY($1)";

    /** A counter that does not grow indicates a copy (Web Authentication Level 3 section 6.1.1); one that stays 0 indicates nothing. */
    private static final String USED = """
            UPDATE passkey_use SET counter = $2, backup_state = $3, last_used_at = $4
             WHERE credential_id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))
            """;

    private final Pool db;

    PasskeyUseStore(Pool db) {
        this.db = db;
    }

    /** The record of a passkey's use. */
    record PasskeyUse(long counter, boolean backupState, Optional<Instant> lastUsedAt) {
        static final PasskeyUse NONE = new PasskeyUse(0, false, Optional.empty());
    }

    /** Adds the record of a new passkey, in the transaction of a Hibernate session. */
    Uni<Void> begin(Mutiny.Session hibernate, String credentialId, long counter, boolean backupState) {
        return Tx.of(hibernate)
                .execute(INSERT, SqlParameters.of(credentialId, counter, backupState))
                .replaceWithVoid();
    }

    /** As above, for several. */
    Uni<Void> beginAll(Mutiny.Session hibernate, List<NewCredential> credentials) {
        return Tx.of(hibernate)
                .executeBatch(
                        INSERT,
                        credentials.stream()
                                .map(credential -> SqlParameters.of(
                                        credential.credentialId(), credential.counter(), credential.backedUp()))
                                .toList());
    }

    Uni<Map<String, PasskeyUse>> of(Collection<String> credentialIds) {
        return db.preparedQuery(OF)
                .execute(SqlParameters.of(credentialIds.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, PasskeyUse> uses = new HashMap<>();
                    rows.forEach(row -> uses.put(row.getString("credential_id"), use(row)));
                    return uses;
                });
    }

    /** Records a use; false if the counter is not greater than the last one, in either order of two concurrent uses. */
    Uni<Boolean> used(String credentialId, long counter, boolean backupState, Instant now) {
        return db.preparedQuery(USED)
                .execute(SqlParameters.of(credentialId, counter, backupState, now))
                .map(Rows::one);
    }

    private static PasskeyUse use(Row row) {
        return new PasskeyUse(
                row.getLong("counter"), row.getBoolean("backup_state"), Rows.optionalInstant(row, "last_used_at"));
    }
}
