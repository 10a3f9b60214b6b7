package dev.albireo.oauth.admission;

import static java.time.ZoneOffset.UTC;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
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
                .execute(Tuple.from(List.of(
                        token.id(),
                        hash,
                        token.label(),
                        token.issuedBy(),
                        token.issuedAt().atOffset(UTC),
                        token.expiresAt().atOffset(UTC),
                        token.maxClients())))
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
                .execute(Tuple.of(limit))
                .map(rows -> rows.stream().map(InitialTokenStore::token).toList());
    }

    private static final String REVOKE = """
            UPDATE initial_access_token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1
            RETURNING id, label, issued_by, issued_at, expires_at, most, used, revoked_at
            """;

    /** Revokes it permanently; empty if it does not exist. */
    Uni<Optional<InitialToken>> revoke(UUID id, Instant now, AuditRecorded audit) {
        return db.withTransaction(connection -> connection
                .preparedQuery(REVOKE)
                .execute(Tuple.of(id, now.atOffset(UTC)))
                .map(rows -> rows.stream().findFirst().map(InitialTokenStore::token))
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
                .execute(Tuple.of(hash, now.atOffset(UTC)))
                .map(rows -> rows.stream().findFirst().map(row -> row.getUUID("id")));
    }

    private static final String USE = """
            UPDATE initial_access_token SET used = used + 1
             WHERE id = ?1 AND revoked_at IS NULL AND expires_at > ?2 AND used < most
            """;

    /** Uses it for one client, in the transaction of this session; of concurrent uses no more succeed than it permits. */
    Uni<Boolean> use(Mutiny.Session session, UUID id, Instant now) {
        return session.createNativeQuery(USE)
                .setParameter(1, id)
                .setParameter(2, now.atOffset(UTC))
                .executeUpdate()
                .map(spent -> spent == 1);
    }

    private static InitialToken token(Row row) {
        return new InitialToken(
                row.getUUID("id"),
                row.getString("label"),
                row.getString("issued_by"),
                row.getOffsetDateTime("issued_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getInteger("most"),
                row.getInteger("used"),
                Optional.ofNullable(row.getOffsetDateTime("revoked_at")).map(OffsetDateTime::toInstant));
    }
}
