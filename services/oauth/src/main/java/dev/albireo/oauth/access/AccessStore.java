package dev.albireo.oauth.access;

import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accesses opaque access tokens, and the revocations of tokens without a grant. */
@Singleton
class AccessStore {
    private final Pool db;

    AccessStore(Pool db) {
        this.db = db;
    }

    private static final String FIND = """
            SELECT a.grant_id, coalesce(a.client_id, g.client_id) AS client_id, a.scopes, a.audience, a.issued_at, a.expires_at
              FROM access_token a
              LEFT JOIN authorization_grant g ON g.id = a.grant_id
             WHERE a.token_hash = $1 AND a.expires_at > $2
            """;

    Uni<Optional<AccessToken>> find(OpaqueToken token, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(token.hash(), now))
                .map(rows -> Rows.first(rows, row -> access(token, row)));
    }

    private static final String IS_REVOKED = "SELECT 1 FROM revoked_token WHERE id = $1";

    Uni<Boolean> isRevoked(ClientAccessToken access) {
        return db.preparedQuery(IS_REVOKED)
                .execute(SqlParameters.of(access.id()))
                .map(Rows::one);
    }

    private static AccessToken access(OpaqueToken token, Row row) {
        UUID grant = row.getUUID("grant_id");
        String client = row.getString("client_id");
        List<String> scopes = List.of(row.getArrayOfStrings("scopes"));
        List<String> audience = List.of(row.getArrayOfStrings("audience"));
        Instant issued = Rows.instant(row, "issued_at");
        Instant expires = Rows.instant(row, "expires_at");
        return grant == null
                ? new ClientAccessToken(token.hash(), client, scopes, audience, issued, expires)
                : new UserAccessToken(grant, client, scopes, audience, issued, expires);
    }
}
