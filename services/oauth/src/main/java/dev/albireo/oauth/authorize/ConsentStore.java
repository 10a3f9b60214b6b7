package dev.albireo.oauth.authorize;

import static java.time.ZoneOffset.UTC;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.Opaque;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The consent table: one row per client and person, a set of scopes that grows. */
@ApplicationScoped
class ConsentStore {
    private final Pool db;
    private final Outbox outbox;

    ConsentStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    private static final String FIND = """
            SELECT scopes FROM consent WHERE client_id = $1 AND subject = $2
            """;

    /** What the person allowed the client so far. */
    Uni<Set<String>> find(String client, UUID subject) {
        return db.preparedQuery(FIND)
                .execute(Tuple.of(client, subject))
                .map(rows -> rows.size() == 0
                        ? Set.of()
                        : Set.copyOf(List.of(rows.iterator().next().getArrayOfStrings("scopes"))));
    }

    private static final String ADD = """
            INSERT INTO consent AS c (client_id, subject, scopes, granted_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (client_id, subject) DO UPDATE
               SET scopes = ARRAY(SELECT DISTINCT unnest(c.scopes || excluded.scopes) ORDER BY 1),
                   granted_at = excluded.granted_at
            """;

    private static final String MARK = """
            UPDATE interaction SET consented_by = $2 WHERE id_hash = $1 AND completed_at IS NULL
            """;

    /** Adds what the person allows now, and notes in the interaction that she was asked. */
    Uni<Void> add(
            String client, UUID subject, List<String> scopes, Opaque interaction, Instant now, AuditRecorded audit) {
        Tuple consent = Tuple.of(client, subject, scopes.toArray(String[]::new), now.atOffset(UTC));
        return db.withTransaction(connection -> connection
                .preparedQuery(ADD)
                .execute(consent)
                .chain(() -> connection.preparedQuery(MARK).execute(Tuple.of(interaction.hash(), subject)))
                .chain(() -> outbox.append(connection, audit)));
    }
}
