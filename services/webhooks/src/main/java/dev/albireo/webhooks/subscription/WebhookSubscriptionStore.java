package dev.albireo.webhooks.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Accesses the webhook_subscription table. */
@Singleton
class WebhookSubscriptionStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String COLUMNS =
            "id, key, body, paused, paused_reason, secrets, secrets_key_id, version, created_at, updated_at";

    /** Declarations follow each other, so that their number is limited and versions are given in order. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('albireo.webhook_subscription'))";

    private static final String FIND = "SELECT " + COLUMNS + " FROM webhook_subscription WHERE id = $1";
    private static final String FIND_LOCKED = FIND + " FOR UPDATE";
    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM webhook_subscription WHERE id > $1 ORDER BY id LIMIT $2";
    private static final String ALL = "SELECT key, body FROM webhook_subscription";
    private static final String COUNT = "SELECT count(*) AS number FROM webhook_subscription";
    private static final String NEXT_VERSION = "SELECT nextval('webhook_subscription_version') AS version";

    /** A write opens the circuit again: the receiver may have been repaired. */
    private static final String SAVE = """
            INSERT INTO webhook_subscription (id, key, body, url, timeout_ms, ordered, paused, paused_reason, secrets, secrets_key_id,
                                              version, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (id) DO UPDATE
               SET body = EXCLUDED.body, url = EXCLUDED.url, timeout_ms = EXCLUDED.timeout_ms, ordered = EXCLUDED.ordered,
                   paused = EXCLUDED.paused, paused_reason = EXCLUDED.paused_reason, secrets = EXCLUDED.secrets,
                   secrets_key_id = EXCLUDED.secrets_key_id, version = EXCLUDED.version, updated_at = EXCLUDED.updated_at,
                   failures = 0, blocked_until = NULL
            """;

    private static final String DELETE = "DELETE FROM webhook_subscription WHERE id = $1";
    private static final String OUTDATED =
            "SELECT key, secrets, secrets_key_id FROM webhook_subscription WHERE secrets_key_id = ANY ($1)";
    private static final String REPLACE =
            "UPDATE webhook_subscription SET secrets = $3, secrets_key_id = $4 WHERE key = $1 AND secrets = $2";

    private final Pool db;

    WebhookSubscriptionStore(Pool db) {
        this.db = db;
    }

    /** Runs a write in a transaction that no other write of a subscription overlaps. */
    <T> Uni<T> write(Function<Tx, Uni<T>> work) {
        return db.withTransaction(connection -> {
            Tx tx = Tx.of(connection);
            return tx.execute(LOCK).chain(locked -> work.apply(tx));
        });
    }

    Uni<Optional<StoredSubscription>> find(String id) {
        return find(Tx.of(db), FIND, id);
    }

    /** Finds it and locks it until the transaction ends. */
    Uni<Optional<StoredSubscription>> findLocked(Tx tx, String id) {
        return find(tx, FIND_LOCKED, id);
    }

    private static Uni<Optional<StoredSubscription>> find(Tx tx, String statement, String id) {
        return tx.execute(statement, SqlParameters.of(id))
                .map(rows -> Rows.first(rows, WebhookSubscriptionStore::subscription));
    }

    /** Returns the following subscriptions by id. */
    Uni<List<StoredSubscription>> page(String after, int limit) {
        return db.preparedQuery(PAGE)
                .execute(SqlParameters.of(after, limit))
                .map(rows -> Rows.list(rows, WebhookSubscriptionStore::subscription));
    }

    /** Returns what each subscription wants, including those that are paused. */
    Uni<List<Subscription>> all() {
        return db.preparedQuery(ALL)
                .execute()
                .map(rows -> Rows.list(rows, row -> Subscription.of(row.getUUID("key"), declared(row))));
    }

    Uni<Long> count(Tx tx) {
        return tx.execute(COUNT).map(rows -> Rows.only(rows, row -> row.getLong("number")));
    }

    /** Takes the version of the next write. */
    Uni<Long> nextVersion(Tx tx) {
        return tx.execute(NEXT_VERSION).map(rows -> Rows.only(rows, row -> row.getLong("version")));
    }

    Uni<Void> save(Tx tx, StoredSubscription subscription) {
        SubscriptionDeclaration declared = subscription.declared();
        return tx.execute(
                        SAVE,
                        SqlParameters.of(
                                subscription.id(),
                                subscription.key(),
                                new JsonObject(declared.toJson().toString()),
                                declared.url(),
                                declared.timeoutMillis(),
                                declared.ordered(),
                                declared.paused(),
                                subscription.pausedReason(),
                                subscription.secrets().bytes(),
                                subscription.secrets().keyId(),
                                subscription.version(),
                                subscription.createdAt(),
                                subscription.updatedAt()))
                .replaceWithVoid();
    }

    Uni<Void> delete(Tx tx, String id) {
        return tx.execute(DELETE, SqlParameters.of(id)).replaceWithVoid();
    }

    /** The secrets of one subscription. */
    record OwnedSecrets(UUID key, EncryptedValue encrypted) {}

    Uni<List<OwnedSecrets>> encryptedWith(List<String> keyIds) {
        return db.preparedQuery(OUTDATED)
                .execute(SqlParameters.of((Object) keyIds.toArray(String[]::new)))
                .map(rows -> Rows.list(rows, row -> new OwnedSecrets(row.getUUID("key"), secrets(row))));
    }

    /** Replaces the secrets by the same ones, encrypted with another key, unless a write has changed them. */
    Uni<Void> replace(OwnedSecrets before, EncryptedValue renewed) {
        return db.preparedQuery(REPLACE)
                .execute(SqlParameters.of(before.key(), before.encrypted().bytes(), renewed.bytes(), renewed.keyId()))
                .replaceWithVoid();
    }

    private static StoredSubscription subscription(Row row) {
        return new StoredSubscription(
                row.getString("id"),
                row.getUUID("key"),
                declared(row).withPaused(row.getBoolean("paused")),
                Optional.ofNullable(row.getString("paused_reason")),
                secrets(row),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static SubscriptionDeclaration declared(Row row) {
        try {
            return SubscriptionDeclaration.stored(
                    JSON.readTree(row.getJsonObject("body").encode()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored subscription cannot be parsed", e);
        }
    }

    private static EncryptedValue secrets(Row row) {
        return new EncryptedValue(row.getString("secrets_key_id"), Rows.bytes(row, "secrets"));
    }
}
