package dev.albireo.webhooks.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.web.DeclaredRepresentation;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the webhook_subscription table.
 *
 * @param key refers to it in deliveries
 * @param pausedReason why the service paused it; empty where an administrator did
 */
record StoredSubscription(
        String id,
        UUID key,
        SubscriptionDeclaration declared,
        Optional<String> pausedReason,
        EncryptedValue secrets,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** Returns the resource as it is shown; {@code decrypted} are its secrets. */
    DeclaredRepresentation resource(SubscriptionSecrets decrypted, Instant now) {
        ObjectNode body = declared.toJson();
        decrypted.headers().keySet().forEach(body.putArray("headerNames")::add);
        decrypted.publicKey().ifPresent(key -> body.put("publicKey", key));
        decrypted.previousUntil(now).ifPresent(end -> body.put("previousSecretUntil", end.toString()));
        pausedReason.ifPresent(reason -> body.put("pausedReason", reason));
        return new DeclaredRepresentation("WebhookSubscription", id, version, createdAt, updatedAt, body);
    }
}
