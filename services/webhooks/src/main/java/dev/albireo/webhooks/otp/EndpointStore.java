package dev.albireo.webhooks.otp;

import dev.albireo.events.AuthConfigEvent.AuthConfigDeleted;
import dev.albireo.events.AuthConfigState;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
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
