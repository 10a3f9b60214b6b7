package dev.albireo.oauth.client.authentication;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the previous_secret table, which is read only where a secret is not the client's current one. */
@ApplicationScoped
class PreviousSecretStore {
    private final Pool db;

    PreviousSecretStore(Pool db) {
        this.db = db;
    }

    private static final String FIND =
            "SELECT secret_hash FROM previous_secret WHERE client_id = $1 AND expires_at > $2";

    /** Returns the hash of the client's previous secret, if it is still valid. */
    Uni<Optional<String>> find(String client, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(client, now))
                .map(rows -> Rows.first(rows, row -> row.getString("secret_hash")));
    }

    private static final String STORE = """
            INSERT INTO previous_secret (client_id, secret_hash, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT (client_id) DO UPDATE SET secret_hash = excluded.secret_hash, expires_at = excluded.expires_at
            """;

    /** Stores it until then, in place of any older one, in the transaction of this session. */
    Uni<Void> store(Mutiny.Session session, String client, String secretHash, Instant until) {
        return Tx.of(session)
                .execute(STORE, SqlParameters.of(client, secretHash, until))
                .replaceWithVoid();
    }

    private static final String DELETE = "DELETE FROM previous_secret WHERE client_id = $1";

    /** Deletes it, in the transaction of this session. */
    Uni<Void> delete(Mutiny.Session session, String client) {
        return Tx.of(session).execute(DELETE, SqlParameters.of(client)).replaceWithVoid();
    }
}
