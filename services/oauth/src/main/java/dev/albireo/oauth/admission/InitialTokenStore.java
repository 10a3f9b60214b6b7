package dev.albireo.oauth.admission;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the initial_access_token table. Tokens are stored hashed. */
@ApplicationScoped
class InitialTokenStore {
    private final Pool db;
    private final Outbox outbox;

    InitialTokenStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    private static final String ADD = """
            INSERT INTO initial_access_token (id, token_hash, label, issued_by, issued_at, expires_at, most)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    /** Adds a token and records the audit event in one transaction. */
    Uni<Void> add(InitialToken token, String hash, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(ADD)
                .execute(SqlParameters.of(
                        token.id(),
                        hash,
                        token.label(),
                        token.issuedBy(),
                        token.issuedAt(),
                        token.expiresAt(),
                        token.maxClients()))
                .chain(() -> outbox.append(connection, audit)));
    }

    private static final String LIST = """
            SELECT id, label, issued_by, issued_at, expires_at, most, used, revoked_at
              FROM initial_access_token
             ORDER BY issued_at DESC, id
             LIMIT $1
            """;

    /** Returns the newest first. */
    Uni<List<InitialToken>> list(int limit) {
        return db.preparedQuery(LIST)
                .execute(SqlParameters.of(limit))
                .map(rows -> Rows.list(rows, InitialTokenStore::token));
    }

    private static final String REVOKE = """
            UPDATE initial_access_token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1
            RETURNING id, label, issued_by, issued_at, expires_at, most, used, revoked_at
            """;

    /** Revokes it permanently; empty if it does not exist. */
    Uni<Optional<InitialToken>> revoke(UUID id, Instant now, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(REVOKE)
                .execute(SqlParameters.of(id, now))
                .map(rows -> Rows.first(rows, InitialTokenStore::token))
                .call(found -> found.isPresent()
                        ? outbox.append(connection, audit)
                        : Uni.createFrom().voidItem()));
    }

    private static final String FIND = """
            SELECT id FROM initial_access_token
             WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND used < most
            """;

    /** Returns the token if it is currently valid; called before any work for the request. */
    Uni<Optional<UUID>> find(String hash, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(hash, now))
                .map(rows -> Rows.first(rows, row -> row.getUUID("id")));
    }

    private static final String USE = """
            UPDATE initial_access_token SET used = used + 1
             WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2 AND used < most
            """;

    /** Uses it for one client, in the transaction of this session; of concurrent uses no more succeed than it permits. */
    Uni<Boolean> use(Mutiny.Session session, UUID id, Instant now) {
        return Tx.of(session).execute(USE, SqlParameters.of(id, now)).map(Rows::one);
    }

    private static InitialToken token(Row row) {
        return new InitialToken(
                row.getUUID("id"),
                row.getString("label"),
                row.getString("issued_by"),
                Rows.instant(row, "issued_at"),
                Rows.instant(row, "expires_at"),
                row.getInteger("most"),
                row.getInteger("used"),
                Rows.optionalInstant(row, "revoked_at"));
    }
}
