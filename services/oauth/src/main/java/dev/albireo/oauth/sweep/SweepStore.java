package dev.albireo.oauth.sweep;

import static java.time.ZoneOffset.UTC;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes rows that expired long enough ago. Codes and refresh tokens go with their grant, for a replay is known until then. */
@ApplicationScoped
class SweepStore {
    private final Pool db;

    SweepStore(Pool db) {
        this.db = db;
    }

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('albireo.sweep')) AS mine";

    private static final String INTERACTIONS = """
            DELETE FROM interaction WHERE id_hash IN (
                SELECT id_hash FROM interaction WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String GRANTS = """
            DELETE FROM authorization_grant WHERE id IN (
                SELECT id FROM authorization_grant WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String REFRESH_TOKENS = """
            DELETE FROM refresh_token WHERE token_hash IN (
                SELECT token_hash FROM refresh_token WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String ACCESS_TOKENS = """
            DELETE FROM access_token WHERE token_hash IN (
                SELECT token_hash FROM access_token WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String REVOKED_TOKENS = """
            DELETE FROM revoked_token WHERE id IN (
                SELECT id FROM revoked_token WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String ASSERTIONS = """
            DELETE FROM client_assertion WHERE (client_id, jti_hash) IN (
                SELECT client_id, jti_hash FROM client_assertion WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String PUSHED_REQUESTS = """
            DELETE FROM pushed_request WHERE uri_hash IN (
                SELECT uri_hash FROM pushed_request WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    /** One that was approved goes with its grant. */
    private static final String DEVICE_CODES = """
            DELETE FROM device_code WHERE code_hash IN (
                SELECT code_hash FROM device_code
                 WHERE expires_at < $1 AND grant_id IS NULL ORDER BY expires_at LIMIT $2)
            """;

    private static final String PREVIOUS_SECRETS = """
            DELETE FROM previous_secret WHERE client_id IN (
                SELECT client_id FROM previous_secret WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String DEVICE_TRIES = """
            DELETE FROM device_try WHERE key IN (
                SELECT key FROM device_try WHERE ends_at < $1 ORDER BY ends_at LIMIT $2)
            """;

    private static final String INITIAL_TOKENS = """
            DELETE FROM initial_access_token WHERE id IN (
                SELECT id FROM initial_access_token WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final String REGISTRATION_TRIES = """
            DELETE FROM registration_try WHERE network IN (
                SELECT network FROM registration_try WHERE ends_at < $1 ORDER BY ends_at LIMIT $2)
            """;

    private static final String SESSIONS = """
            DELETE FROM session WHERE id IN (
                SELECT id FROM session WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """;

    private static final List<String> ALL = List.of(
            INTERACTIONS,
            GRANTS,
            REFRESH_TOKENS,
            ACCESS_TOKENS,
            REVOKED_TOKENS,
            ASSERTIONS,
            PUSHED_REQUESTS,
            DEVICE_CODES,
            PREVIOUS_SECRETS,
            DEVICE_TRIES,
            INITIAL_TOKENS,
            REGISTRATION_TRIES,
            SESSIONS);

    /** One batch of each table; nothing where another replica is at it. The number of rows that went. */
    Uni<Integer> sweep(Instant expiredBefore, int batch) {
        return db.withTransaction(connection -> connection
                .query(LOCK)
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("mine")
                        ? delete(connection, expiredBefore, batch)
                        : Uni.createFrom().item(0)));
    }

    private static Uni<Integer> delete(SqlConnection connection, Instant expiredBefore, int batch) {
        Tuple limits = Tuple.of(expiredBefore.atOffset(UTC), batch);
        return Multi.createFrom()
                .iterable(ALL)
                .onItem()
                .transformToUniAndConcatenate(statement ->
                        connection.preparedQuery(statement).execute(limits).map(rows -> rows.rowCount()))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }
}
