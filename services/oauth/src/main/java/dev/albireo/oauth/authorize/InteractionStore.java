package dev.albireo.oauth.authorize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Accesses the interaction table: requests that wait for the user. */
@ApplicationScoped
class InteractionStore {
    private final Pool db;
    private final ObjectMapper json;

    InteractionStore(Pool db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * A stored request.
     *
     * @param browserHash the browser it is bound to; empty until the browser of a cross-site POST has returned
     * @param expired whether it has expired
     */
    record Stored(
            PendingAuthorization pending,
            Optional<String> browserHash,
            Optional<Instant> completedAt,
            boolean expired) {

        /** Returns the pending request: if it was completed, a new one that began then. */
        PendingAuthorization waiting() {
            return completedAt
                    .map(at -> PendingAuthorization.received(pending.request(), at.plusMillis(1)))
                    .orElse(pending);
        }
    }

    private static final String ADD = """
            INSERT INTO interaction (id_hash, browser_hash, request, asked_at, expires_at)
            VALUES ($1, $2, $3::text::jsonb, $4, $5)
            ON CONFLICT (id_hash) DO NOTHING
            """;

    /**
     * Adds a request. An encrypted one has its id already, and concurrent requests of its browser may add it at the same time.
     *
     * @param browser hash of the browser cookie that it is bound to
     */
    Uni<Void> add(OpaqueToken id, Optional<String> browser, PendingAuthorization pending, Instant expiresAt) {
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(id.hash(), browser, json(pending.request()), pending.askedAt(), expiresAt))
                .replaceWithVoid();
    }

    private static final String EXTEND = """
            UPDATE interaction SET expires_at = $2 WHERE id_hash = $1 AND expires_at < $2 AND completed_at IS NULL
            """;

    /** Extends the lifetime of a request whose user has signed in. */
    Uni<Void> extend(OpaqueToken id, Instant expiresAt) {
        return db.preparedQuery(EXTEND)
                .execute(SqlParameters.of(id.hash(), expiresAt))
                .replaceWithVoid();
    }

    private static final String FIND = """
            SELECT browser_hash, request::text AS request, asked_at, consented_by,
                   completed_at, expires_at <= $2 AS over
              FROM interaction
             WHERE id_hash = $1
            """;

    Uni<Optional<Stored>> find(OpaqueToken id, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(id.hash(), now))
                .map(rows -> Rows.first(rows, row -> stored(row, id)));
    }

    private static final String BIND = """
            UPDATE interaction SET browser_hash = $2 WHERE id_hash = $1 AND browser_hash IS NULL
            """;

    /** Binds an unbound interaction to this browser; of two concurrent browsers one succeeds. */
    Uni<Boolean> bind(OpaqueToken id, OpaqueToken browser) {
        return db.preparedQuery(BIND)
                .execute(SqlParameters.of(id.hash(), browser.hash()))
                .map(Rows::one);
    }

    private static final String COMPLETE = """
            UPDATE interaction SET completed_at = $2 WHERE id_hash = $1 AND completed_at IS NULL
            """;

    /** Ends it without a code; false if it had ended before. */
    Uni<Boolean> complete(OpaqueToken id, Instant now) {
        return db.preparedQuery(COMPLETE)
                .execute(SqlParameters.of(id.hash(), now))
                .map(Rows::one);
    }

    private Stored stored(Row row, OpaqueToken id) {
        PendingAuthorization pending = new PendingAuthorization(
                read(row.getString("request")),
                Rows.instant(row, "asked_at"),
                Optional.of(id),
                Optional.ofNullable(row.getUUID("consented_by")));
        return new Stored(
                pending,
                Optional.ofNullable(row.getString("browser_hash")),
                Rows.optionalInstant(row, "completed_at"),
                row.getBoolean("over"));
    }

    /** Returns a request as it is stored. */
    String json(AuthorizationRequest request) {
        try {
            return json.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request cannot be written as JSON", e);
        }
    }

    private AuthorizationRequest read(String text) {
        try {
            return json.readValue(text, AuthorizationRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request is not valid JSON", e);
        }
    }
}
