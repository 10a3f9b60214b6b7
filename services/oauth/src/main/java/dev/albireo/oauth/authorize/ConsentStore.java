package dev.albireo.oauth.authorize;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.client.Client;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accesses the consent table: one row per client and user, with a set of scopes that grows as long as the client's redirect URIs and
 * resources do not.
 */
@ApplicationScoped
class ConsentStore {
    private final Pool db;
    private final Outbox outbox;

    ConsentStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    private static final String FIND = """
            SELECT scopes FROM consent
             WHERE client_id = $1 AND subject = $2
               AND $3 <@ redirect_uris AND (resources IS NULL OR $4 <@ resources)
            """;

    /** Returns the scopes that the user has consented to; none if the client got redirect URIs or resources since. */
    Uni<Set<String>> find(Client client, UUID subject) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(client.id(), subject, redirectUris(client), resources(client)))
                .map(rows -> Rows.first(rows, row -> Set.copyOf(List.of(row.getArrayOfStrings("scopes"))))
                        .orElse(Set.of()));
    }

    private static final String ADD = """
            INSERT INTO consent AS c (client_id, subject, scopes, granted_at, redirect_uris, resources)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (client_id, subject) DO UPDATE
               SET scopes = CASE
                       WHEN excluded.redirect_uris <@ c.redirect_uris
                            AND (c.resources IS NULL OR excluded.resources <@ c.resources)
                       THEN ARRAY(SELECT DISTINCT unnest(c.scopes || excluded.scopes) ORDER BY 1)
                       ELSE excluded.scopes END,
                   granted_at = excluded.granted_at,
                   redirect_uris = excluded.redirect_uris,
                   resources = excluded.resources
            """;

    private static final String MARK = """
            UPDATE interaction SET consented_by = $2 WHERE id_hash = $1 AND completed_at IS NULL
            """;

    /** Adds the scopes that the user consents to, and marks the interaction as consented. */
    Uni<Void> add(
            Client client,
            UUID subject,
            List<String> scopes,
            OpaqueToken interaction,
            Instant now,
            AuditRecorded audit) {
        Tuple consent = SqlParameters.of(
                client.id(), subject, scopes.toArray(String[]::new), now, redirectUris(client), resources(client));
        return db.withTransaction(connection -> connection
                .preparedQuery(ADD)
                .execute(consent)
                .chain(() -> connection.preparedQuery(MARK).execute(SqlParameters.of(interaction.hash(), subject)))
                .chain(() -> outbox.append(connection, audit)));
    }

    private static String[] redirectUris(Client client) {
        return client.metadata().redirects().uris().toArray(String[]::new);
    }

    /** Null if it may request tokens for every URL. */
    private static String @Nullable [] resources(Client client) {
        return client.metadata()
                .tokens()
                .resources()
                .map(some -> some.toArray(String[]::new))
                .orElse(null);
    }
}
