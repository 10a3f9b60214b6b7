package dev.albireo.oauth.introspect;

import dev.albireo.oauth.access.UserAccessToken;
import dev.albireo.oauth.partition.ExpiryWeek;
import dev.albireo.oauth.session.ProofsColumn;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads grants and refresh tokens; changes nothing. */
@Singleton
class IntrospectStore {
    private final Pool db;

    IntrospectStore(Pool db) {
        this.db = db;
    }

    private static final String ACTIVE_GRANT = """
            SELECT g.subject, g.proofs::text AS proofs, g.acr, p.username, p.groups
              FROM authorization_grant g
              JOIN person p ON p.subject = g.subject
             WHERE g.id = $1 AND g.revoked_at IS NULL AND g.expires_at > $2 AND p.enabled
            """;

    /** Returns the grant, if it is active. */
    Uni<Optional<GrantStatus>> activeGrant(UUID grant, Instant now) {
        return db.preparedQuery(ACTIVE_GRANT)
                .execute(SqlParameters.of(grant, now))
                .map(rows -> Rows.first(
                        rows,
                        row -> new GrantStatus(
                                row.getUUID("subject"),
                                row.getString("username"),
                                Set.copyOf(List.of(row.getArrayOfStrings("groups"))),
                                ProofsColumn.read(row.getString("proofs")),
                                Optional.ofNullable(row.getString("acr")))));
    }

    private static final String REFRESH = """
            SELECT r.grant_id, g.client_id, g.scopes, g.resources, r.issued_at, r.expires_at
              FROM refresh_token r
              JOIN authorization_grant g ON g.id = r.grant_id
             WHERE r.token_hash = $1 AND r.expiry_week = $3 AND r.spent_at IS NULL AND r.expires_at > $2
            """;

    /** Returns the content of an unused refresh token. */
    Uni<Optional<UserAccessToken>> refresh(OpaqueToken token, Instant now) {
        return db.preparedQuery(REFRESH)
                .execute(
                        SqlParameters.of(token.hash(), now, ExpiryWeek.of(token).monday()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new UserAccessToken(
                                row.getUUID("grant_id"),
                                row.getString("client_id"),
                                List.of(row.getArrayOfStrings("scopes")),
                                List.of(row.getArrayOfStrings("resources")),
                                Rows.instant(row, "issued_at"),
                                Rows.instant(row, "expires_at"))));
    }
}
