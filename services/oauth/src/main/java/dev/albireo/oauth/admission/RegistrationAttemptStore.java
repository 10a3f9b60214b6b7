package dev.albireo.oauth.admission;

import static java.time.ZoneOffset.UTC;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
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
                .execute(Tuple.of(
                        network, now.atOffset(UTC), limit, now.plus(window).atOffset(UTC)))
                .chain(rows -> rows.rowCount() == 1
                        ? Uni.createFrom().item(Optional.empty())
                        : rest(network, now).map(Optional::of));
    }

    private static final String END = "SELECT ends_at FROM registration_try WHERE network = $1";

    /** Returns the rest of the window; a second if it has ended meanwhile. */
    private Uni<Duration> rest(String network, Instant now) {
        return db.preparedQuery(END)
                .execute(Tuple.of(network))
                .map(rows -> rows.rowCount() == 0
                        ? SHORTEST
                        : longer(Duration.between(
                                now,
                                rows.iterator()
                                        .next()
                                        .getOffsetDateTime("ends_at")
                                        .toInstant())));
    }

    private static Duration longer(Duration rest) {
        return rest.compareTo(SHORTEST) < 0 ? SHORTEST : rest;
    }
}
