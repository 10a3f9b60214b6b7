package dev.albireo.oauth.token;

import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Accesses device codes for the polling device; each is redeemed once. */
@Singleton
class DeviceCodeStore {
    private final Pool db;
    private final GrantStore grants;

    DeviceCodeStore(Pool db, GrantStore grants) {
        this.db = db;
        this.grants = grants;
    }

    /**
     * The state of a device code.
     *
     * @param decided whether the user has decided; they allowed it if there is a grant
     */
    record DeviceCode(String client, boolean decided, Optional<Grant> grant, Instant expiresAt, boolean redeemed) {}

    private static final String FIND = "SELECT " + GrantStore.GRANT + """
                   , d.client_id AS device_client, d.answered_at IS NOT NULL AS answered, d.expires_at,
                   d.spent_at IS NOT NULL AS spent
              FROM device_code d
              LEFT JOIN authorization_grant g ON g.id = d.grant_id
              LEFT JOIN person p ON p.subject = g.subject
             WHERE d.code_hash = $1
            """;

    Uni<Optional<DeviceCode>> find(OpaqueToken code) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(code.hash()))
                .map(rows -> Rows.first(rows, this::deviceCode));
    }

    private static final String POLL = """
            WITH seen AS (
                SELECT code_hash, next_poll_at > $2 AS soon FROM device_code WHERE code_hash = $1 FOR UPDATE
            )
            UPDATE device_code d
               SET interval_seconds = d.interval_seconds + CASE WHEN seen.soon THEN 5 ELSE 0 END,
                   next_poll_at = $2 + (d.interval_seconds + CASE WHEN seen.soon THEN 5 ELSE 0 END - 1) * interval '1 second'
              FROM seen
             WHERE d.code_hash = seen.code_hash
            RETURNING seen.soon
            """;

    /**
     * Records a poll of the device. Returns true if it came too early, by more than the second that a network may take; then the interval
     * grows by five seconds.
     */
    Uni<Boolean> poll(OpaqueToken code, Instant now) {
        return db.preparedQuery(POLL)
                .execute(SqlParameters.of(code.hash(), now))
                .map(rows -> Rows.first(rows, row -> row.getBoolean("soon")).orElse(true));
    }

    private static final String REDEEM = GrantStore.redeeming("""
            UPDATE device_code SET spent_at = $2
             WHERE code_hash = $1 AND spent_at IS NULL AND grant_id IS NOT NULL
            RETURNING grant_id
            """);

    /** Redeems the code and stores its tokens. Of concurrent calls with one code one gets true. */
    Uni<Boolean> redeem(OpaqueToken code, TokenSet tokens, Instant now) {
        return grants.redeem(REDEEM, code, tokens, now);
    }

    private DeviceCode deviceCode(Row row) {
        return new DeviceCode(
                row.getString("device_client"),
                row.getBoolean("answered"),
                row.getUUID("id") == null ? Optional.empty() : Optional.of(grants.grant(row)),
                Rows.instant(row, "expires_at"),
                row.getBoolean("spent"));
    }
}
