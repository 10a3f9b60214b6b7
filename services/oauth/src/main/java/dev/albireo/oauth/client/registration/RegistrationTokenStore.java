package dev.albireo.oauth.client.registration;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the registration_token table. Tokens are stored hashed and are deleted with their client. */
@ApplicationScoped
class RegistrationTokenStore {
    private final Pool db;

    RegistrationTokenStore(Pool db) {
        this.db = db;
    }

    private static final String IS_OF = "SELECT 1 FROM registration_token WHERE client_id = $1 AND token_hash = $2";

    /** Returns whether it is the registration access token of this client. */
    Uni<Boolean> isOf(String client, String hash) {
        return db.preparedQuery(IS_OF).execute(SqlParameters.of(client, hash)).map(Rows::one);
    }

    private static final String ADD =
            "INSERT INTO registration_token (client_id, token_hash, issued_at) VALUES ($1, $2, $3)";

    /** Adds the first token of a client, in the transaction of this session. */
    Uni<Void> add(Mutiny.Session session, String client, String hash, Instant now) {
        return Tx.of(session).execute(ADD, SqlParameters.of(client, hash, now)).replaceWithVoid();
    }

    private static final String REPLACE = """
            UPDATE registration_token SET token_hash = $3, issued_at = $4 WHERE client_id = $1 AND token_hash = $2
            """;

    /** Replaces a token, in the transaction of this session; false if it is not the client's current one. */
    Uni<Boolean> replace(Mutiny.Session session, String client, String hash, String next, Instant now) {
        return Tx.of(session)
                .execute(REPLACE, SqlParameters.of(client, hash, next, now))
                .map(Rows::one);
    }
}
