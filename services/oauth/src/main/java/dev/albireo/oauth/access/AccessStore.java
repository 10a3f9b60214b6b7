package dev.albireo.oauth.access;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.Opaque;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Opaque access tokens; they are written by the statement that spends what they are given for. */
@ApplicationScoped
class AccessStore {
    private final Pool db;

    AccessStore(Pool db) {
        this.db = db;
    }

    private static final String FIND = """
            SELECT a.grant_id, g.client_id, a.scopes, a.issued_at, a.expires_at
              FROM access_token a
              JOIN authorization_grant g ON g.id = a.grant_id
             WHERE a.token_hash = $1 AND a.expires_at > $2
            """;

    Uni<Optional<Access>> find(Opaque token, Instant now) {
        return db.preparedQuery(FIND)
                .execute(Tuple.of(token.hash(), now.atOffset(UTC)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(access(rows.iterator().next())));
    }

    private static Access access(Row row) {
        return new Access(
                row.getUUID("grant_id"),
                row.getString("client_id"),
                List.of(row.getArrayOfStrings("scopes")),
                List.of(),
                row.getOffsetDateTime("issued_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
