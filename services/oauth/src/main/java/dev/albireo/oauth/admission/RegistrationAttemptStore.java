package dev.albireo.oauth.admission;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Accesses the registration_try table. The statement is its own transaction, so that no rollback returns an attempt. */
@ApplicationScoped
class RegistrationAttemptStore {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private final Pool db;

    RegistrationAttemptStore(Pool db) {
        this.db = db;
    }

    private static final String RESERVE = """
            INSERT INTO registration_try AS t (network, used, ends_at)
            VALUES ($1, 1, $4)
            ON CONFLICT (network) DO UPDATE
               SET used    = CASE WHEN t.ends_at <= $2 THEN 1 ELSE t.used + 1 END,
                   ends_at = CASE WHEN t.ends_at <= $2 THEN excluded.ends_at ELSE t.ends_at END
             WHERE t.ends_at <= $2 OR t.used < $3
            """;

    /**
     * Uses one of the attempts of the window; if none is left, returns how long that remains so. Of concurrent calls no more than that
     * succeed.
     */
    Uni<Optional<Duration>> reserve(String network, int limit, Duration window, Instant now) {
        return db.preparedQuery(RESERVE)
                .execute(SqlParameters.of(network, now, limit, now.plus(window)))
                .chain(rows -> Rows.one(rows)
                        ? Uni.createFrom().item(Optional.empty())
                        : rest(network, now).map(Optional::of));
    }

    private static final String END = "SELECT ends_at FROM registration_try WHERE network = $1";

    /** Returns the rest of the window; a second if it has ended meanwhile. */
    private Uni<Duration> rest(String network, Instant now) {
        return db.preparedQuery(END)
                .execute(SqlParameters.of(network))
                .map(rows -> Rows.first(rows, row -> longer(Duration.between(now, Rows.instant(row, "ends_at"))))
                        .orElse(SHORTEST));
    }

    private static Duration longer(Duration rest) {
        return rest.compareTo(SHORTEST) < 0 ? SHORTEST : rest;
    }
}
