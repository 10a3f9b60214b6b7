package dev.albireo.oauth.application;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lists and ends consents and refreshable grants of a user. */
@ApplicationScoped
class ApplicationStore {
    private final Pool db;
    private final Outbox outbox;

    ApplicationStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    private static final String LIST = """
            WITH allowed AS (
                SELECT client_id, scopes, granted_at AS since FROM consent WHERE subject = $1
                 UNION ALL
                SELECT g.client_id, g.scopes, g.given_at
                  FROM authorization_grant g
                 WHERE g.subject = $1 AND g.revoked_at IS NULL AND g.expires_at > $2
                   AND EXISTS (SELECT 1 FROM refresh_token r
                                WHERE r.grant_id = g.id AND r.spent_at IS NULL AND r.expires_at > $2)
            )
            SELECT c.id, c.name, c.metadata #>> '{info,links,LOGO_URI}' AS logo_uri, min(a.since) AS since,
                   array_remove(array_agg(DISTINCT s.scope), NULL) AS scopes
              FROM allowed a
              JOIN client c ON c.id = a.client_id
              LEFT JOIN LATERAL unnest(a.scopes) AS s (scope) ON true
             GROUP BY c.id
             ORDER BY lower(c.name), c.id
            """;

    /** Returns the applications by name. */
    Uni<List<AuthorizedApplication>> list(UUID subject, Instant now) {
        return db.preparedQuery(LIST)
                .execute(SqlParameters.of(subject, now))
                .map(rows -> Rows.list(rows, ApplicationStore::application));
    }

    /** Returns the groups of the user; empty for an unknown one. */
    Uni<List<String>> groups(UUID subject) {
        return db.preparedQuery("SELECT groups FROM person WHERE subject = $1")
                .execute(SqlParameters.of(subject))
                .map(rows -> Rows.first(rows, row -> List.of(row.getArrayOfStrings("groups")))
                        .orElse(List.of()));
    }

    private static final String REVOKE = """
            WITH forgotten AS (
                DELETE FROM consent WHERE subject = $1 AND client_id = $2 RETURNING 1
            ), ended AS (
                UPDATE authorization_grant SET revoked_at = $3, revoked_because = $4
                 WHERE subject = $1 AND client_id = $2 AND revoked_at IS NULL RETURNING 1
            )
            SELECT (SELECT count(*) FROM forgotten) + (SELECT count(*) FROM ended) AS changed
            """;

    /**
     * Deletes the user's consent for this client and ends its grants; records an audit event if there was anything.
     *
     * @param because the reason for the end of the grants, in one word
     * @return whether there was anything
     */
    Uni<Boolean> revoke(UUID subject, String client, Instant now, String because, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(REVOKE)
                .execute(SqlParameters.of(subject, client, now, because))
                .map(rows -> Rows.only(rows, row -> row.getLong("changed")) > 0)
                .call(changed -> changed
                        ? outbox.append(connection, audit)
                        : Uni.createFrom().voidItem()));
    }

    private static AuthorizedApplication application(Row row) {
        return new AuthorizedApplication(
                row.getString("id"),
                row.getString("name"),
                Optional.ofNullable(row.getString("logo_uri")),
                Rows.instant(row, "since"),
                List.of(row.getArrayOfStrings("scopes")));
    }
}
