package dev.albireo.oauth.client.authentication;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.Sha256;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Stores used assertions. */
@ApplicationScoped
class UsedAssertionStore {
    private final Pool db;

    UsedAssertionStore(Pool db) {
        this.db = db;
    }

    private static final String USE = """
            INSERT INTO client_assertion (client_id, jti_hash, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT (client_id, jti_hash) DO NOTHING
            """;

    /** Marks the assertion as used; of concurrent calls with one {@code jti} of a client exactly one gets true. */
    Uni<Boolean> use(ClientAssertion assertion) {
        return db.preparedQuery(USE)
                .execute(Tuple.of(
                        assertion.clientId(),
                        Sha256.of(assertion.jti()),
                        assertion.expiresAt().atOffset(UTC)))
                .map(rows -> rows.rowCount() == 1);
    }
}
