package dev.albireo.webhooks.otp;

import dev.albireo.events.AuthConfigEvent.AuthConfigDeleted;
import dev.albireo.events.AuthConfigState;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.webhooks.delivery.HandoverDecryption;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accesses the endpoint_config table. Repeated, late and reordered events have no effect. */
@Singleton
class EndpointStore {
    private static final String APPLY = """
            INSERT INTO endpoint_config AS c (id, version, endpoint, timeout_ms, sealed, heard_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE
               SET version = EXCLUDED.version, endpoint = EXCLUDED.endpoint, timeout_ms = EXCLUDED.timeout_ms,
                   sealed = EXCLUDED.sealed, heard_at = EXCLUDED.heard_at
             WHERE c.version < EXCLUDED.version
            """;
    private static final String SECRETS = "SELECT id, sealed FROM endpoint_config WHERE sealed IS NOT NULL";
    private static final String REPLACE = "UPDATE endpoint_config SET sealed = $3 WHERE id = $1 AND sealed = $2";

    private final Pool db;

    EndpointStore(Pool db) {
        this.db = db;
    }

    Uni<Void> apply(AuthConfigState config, Instant now) {
        return apply(config.id(), config.version(), config.webhook(), now);
    }

    Uni<Void> apply(AuthConfigDeleted event, Instant now) {
        return apply(event.id(), event.version(), null, now);
    }

    /** The secret part of a webhook, for {@link HandoverDecryption#webhook}. */
    record EncryptedSecrets(String id, String encrypted) {}

    Uni<List<EncryptedSecrets>> secrets() {
        return db.query(SECRETS)
                .execute()
                .map(rows ->
                        Rows.list(rows, row -> new EncryptedSecrets(row.getString("id"), row.getString("sealed"))));
    }

    /** Replaces the secret part by the same one, encrypted with another key, unless an event has changed it. */
    Uni<Void> replace(EncryptedSecrets before, String renewed) {
        return db.preparedQuery(REPLACE)
                .execute(SqlParameters.of(before.id(), before.encrypted(), renewed))
                .replaceWithVoid();
    }

    private Uni<Void> apply(String id, int version, AuthConfigState.@Nullable Webhook webhook, Instant now) {
        Optional<AuthConfigState.Webhook> hook = Optional.ofNullable(webhook);
        Tuple row = SqlParameters.of(
                id,
                version,
                hook.map(AuthConfigState.Webhook::endpoint),
                hook.map(AuthConfigState.Webhook::timeoutMillis),
                hook.map(AuthConfigState.Webhook::sealed),
                now);
        return db.preparedQuery(APPLY).execute(row).replaceWithVoid();
    }
}
