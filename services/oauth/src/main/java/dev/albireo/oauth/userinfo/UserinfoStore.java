package dev.albireo.oauth.userinfo;

import dev.albireo.oauth.claims.UserClaims;
import dev.albireo.oauth.session.UserResource;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the user of an active grant. */
@Singleton
class UserinfoStore {
    private final Pool db;

    UserinfoStore(Pool db) {
        this.db = db;
    }

    /**
     * A user, and the claims that the client requested.
     *
     * @param requestedClaims claims beside those of the scopes
     */
    record UserinfoRow(UserClaims subject, List<String> requestedClaims) {}

    private static final String FIND = """
            SELECT p.subject, p.username, p.email, p.email_verified, p.groups, p.claims::text AS claims,
                   p.resource_id, p.totp_enabled, p.updated_at, g.userinfo_claims
              FROM authorization_grant g
              JOIN person p ON p.subject = g.subject
             WHERE g.id = $1 AND g.revoked_at IS NULL AND g.expires_at > $2 AND p.enabled
            """;

    Uni<Optional<UserinfoRow>> find(UUID grant, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(grant, now))
                .map(rows -> Rows.first(rows, UserinfoStore::userinfo));
    }

    private static UserinfoRow userinfo(Row row) {
        return new UserinfoRow(subject(row), List.of(row.getArrayOfStrings("userinfo_claims")));
    }

    private static UserClaims subject(Row row) {
        return new UserClaims(
                row.getUUID("subject"),
                row.getString("username"),
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("email_verified"),
                List.of(row.getArrayOfStrings("groups")),
                new JsonObject(row.getString("claims")).getMap(),
                Rows.optionalInstant(row, "updated_at"),
                profile(row));
    }

    private static UserResource profile(Row row) {
        return new UserResource(
                row.getUUID("subject"),
                Optional.ofNullable(row.getString("resource_id")),
                row.getString("username"),
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("totp_enabled"));
    }
}
