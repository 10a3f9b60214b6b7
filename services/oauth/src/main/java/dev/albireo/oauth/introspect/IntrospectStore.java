package dev.albireo.oauth.introspect;

import static java.time.ZoneOffset.UTC;

import dev.albireo.oauth.access.UserAccessToken;
import dev.albireo.oauth.session.ProofsColumn;
import dev.albireo.protocol.OpaqueToken;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads grants and refresh tokens; changes nothing. */
@ApplicationScoped
class IntrospectStore {
    private final Pool db;

    IntrospectStore(Pool db) {
        this.db = db;
    }

    private static final String ACTIVE_GRANT = """
            SELECT g.subject, g.proofs::text AS proofs, p.username, p.groups
              FROM authorization_grant g
              JOIN person p ON p.subject = g.subject
             WHERE g.id = $1 AND g.revoked_at IS NULL AND g.expires_at > $2 AND p.enabled
            """;

    /** Returns the grant, if it is active. */
    Uni<Optional<GrantStatus>> activeGrant(UUID grant, Instant now) {
        return db.preparedQuery(ACTIVE_GRANT)
                .execute(Tuple.of(grant, now.atOffset(UTC)))
                .map(rows -> first(rows)
                        .map(row -> new GrantStatus(
                                row.getUUID("subject"),
                                row.getString("username"),
                                Set.copyOf(List.of(row.getArrayOfStrings("groups"))),
                                ProofsColumn.read(row.getString("proofs")))));
    }

    private static final String REFRESH = """
            SELECT r.grant_id, g.client_id, g.scopes, g.resources, r.issued_at, r.expires_at
              FROM refresh_token r
              JOIN authorization_grant g ON g.id = r.grant_id
             WHERE r.token_hash = $1 AND r.spent_at IS NULL AND r.expires_at > $2
            """;

    /** Returns the content of an unused refresh token. */
    Uni<Optional<UserAccessToken>> refresh(OpaqueToken token, Instant now) {
        return db.preparedQuery(REFRESH)
                .execute(Tuple.of(token.hash(), now.atOffset(UTC)))
                .map(rows -> first(rows)
                        .map(row -> new UserAccessToken(
                                row.getUUID("grant_id"),
                                row.getString("client_id"),
                                List.of(row.getArrayOfStrings("scopes")),
                                List.of(row.getArrayOfStrings("resources")),
                                row.getOffsetDateTime("issued_at").toInstant(),
                                row.getOffsetDateTime("expires_at").toInstant())));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
