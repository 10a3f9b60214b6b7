package dev.albireo.credentials.reset;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Accesses the password_reset_request table, a queue. */
@ApplicationScoped
class ResetRequestStore {
    private static final String ADD = """
            INSERT INTO password_reset_request (login_name, address, requested_at, language) VALUES ($1, $2, $3, $4)
            """;
    private static final String TAKE = """
            DELETE FROM password_reset_request
             WHERE id = (SELECT id FROM password_reset_request ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING login_name, address, requested_at, language
            """;

    private final Pool db;

    ResetRequestStore(Pool db) {
        this.db = db;
    }

    /**
     * A request that no account was looked up for yet.
     *
     * @param name normalised
     * @param address the network address of the browser
     * @param language the tag of the language of the page
     */
    record ResetRequest(String name, String address, Instant at, Optional<String> language) {}

    Uni<Void> add(ResetRequest request) {
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(request.name(), request.address(), request.at(), request.language()))
                .replaceWithVoid();
    }

    /** Removes and returns the oldest request. A crash afterwards loses it: the user requests another mail. */
    Uni<Optional<ResetRequest>> take() {
        return db.query(TAKE)
                .execute()
                .map(rows -> Rows.first(
                        rows,
                        row -> new ResetRequest(
                                row.getString("login_name"),
                                row.getString("address"),
                                Rows.instant(row, "requested_at"),
                                Optional.ofNullable(row.getString("language")))));
    }
}
