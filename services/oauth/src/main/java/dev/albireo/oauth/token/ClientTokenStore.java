package dev.albireo.oauth.token;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.OpaqueToken;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Stores opaque access tokens that clients have for themselves. */
@ApplicationScoped
class ClientTokenStore {
    private final Pool db;

    ClientTokenStore(Pool db) {
        this.db = db;
    }

    /** One such token. */
    record ClientToken(
            OpaqueToken value,
            String client,
            List<String> scopes,
            List<String> audience,
            Instant issuedAt,
            Instant expiresAt) {}

    private static final String ADD = """
            INSERT INTO access_token (token_hash, client_id, scopes, issued_at, expires_at, audience)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    Uni<Void> add(ClientToken token) {
        return db.preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addString(token.value().hash())
                        .addString(token.client())
                        .addArrayOfString(token.scopes().toArray(String[]::new))
                        .addOffsetDateTime(token.issuedAt().atOffset(UTC))
                        .addOffsetDateTime(token.expiresAt().atOffset(UTC))
                        .addArrayOfString(token.audience().toArray(String[]::new)))
                .replaceWithVoid();
    }
}
