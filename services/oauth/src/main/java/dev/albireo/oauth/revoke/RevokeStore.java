package dev.albireo.oauth.revoke;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.access.ClientAccessToken;
import dev.albireo.oauth.partition.ExpiryWeek;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Finds the grant of a refresh token, and revokes grants and tokens without a grant. */
@ApplicationScoped
class RevokeStore {
    private final Pool db;
    private final Outbox outbox;

    RevokeStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** The grant of a token of this kind, and its client. */
    record Held(UUID grant, String client, String kind) {}

    private static final String REFRESH = """
            SELECT r.grant_id, g.client_id
              FROM refresh_token r
              JOIN authorization_grant g ON g.id = r.grant_id
             WHERE r.token_hash = $1 AND r.expiry_week = $2
            """;

    /** Includes used tokens: the holder of an old one may end the family as well. */
    Uni<Optional<Held>> refresh(OpaqueToken token) {
        return db.preparedQuery(REFRESH)
                .execute(SqlParameters.of(token.hash(), ExpiryWeek.of(token).monday()))
                .map(rows -> Rows.first(
                        rows, row -> new Held(row.getUUID("grant_id"), row.getString("client_id"), "refresh token")));
    }

    private static final String REVOKE = """
            UPDATE authorization_grant SET revoked_at = $2, revoked_because = 'client' WHERE id = $1 AND revoked_at IS NULL
            """;

    /** Revokes the grant and records the audit event, the first time. */
    Uni<Void> revoke(UUID grant, Instant now, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(REVOKE)
                .execute(SqlParameters.of(grant, now))
                .chain(rows -> Rows.one(rows)
                        ? outbox.append(connection, audit)
                        : Uni.createFrom().voidItem()));
    }

    private static final String REVOKE_ONE =
            "INSERT INTO revoked_token (id, expires_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";

    /** Revokes a token without a grant, and records the audit event, the first time. */
    Uni<Void> revoke(ClientAccessToken access, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(REVOKE_ONE)
                .execute(SqlParameters.of(access.id(), access.expiresAt()))
                .chain(rows -> Rows.one(rows)
                        ? outbox.append(connection, audit)
                        : Uni.createFrom().voidItem()));
    }
}
