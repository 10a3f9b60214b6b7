package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.events.AuthConfigState;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.web.Fields;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Encrypts the secrets of webhooks, for the database and for the webhooks service. */
@Singleton
class WebhookSecretStore {
    private static final String FOR_WEBHOOKS = "webhook+jwe";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final DataEncryption encryption;

    WebhookSecretStore(DataEncryption encryption) {
        this.encryption = encryption;
    }

    EncryptedValue encrypt(String id, WebhookSecrets secrets) {
        return encryption.encrypt(secrets.toJson().toString(), context(id));
    }

    /** Returns the secrets that {@link #encrypt} was given for this AuthConfig; empty if there are none. */
    WebhookSecrets decrypt(AuthConfigEntity entity) {
        Optional<EncryptedValue> encrypted = entity.encryptedSecrets();
        if (encrypted.isEmpty()) {
            return WebhookSecrets.NONE;
        }
        try {
            return WebhookSecrets.of(Fields.of(JSON.readTree(encryption.decrypt(encrypted.get(), context(entity.id)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("decrypted JSON cannot be parsed");
        }
    }

    /** Returns whether its secrets were encrypted with an earlier key, so that any next write encrypts them anew. */
    boolean isOutdated(AuthConfigEntity entity) {
        return entity.encryptedSecrets().filter(encryption::isOutdated).isPresent();
    }

    String forWebhooks(WebhookSecrets secrets) {
        return encryption.forWebhooks(secrets.toJson().toString(), FOR_WEBHOOKS);
    }

    /** Returns the published state; {@code declared} is the whole resource with its secrets. */
    AuthConfigState state(AuthConfigEntity entity, AuthConfigDeclaration declared) {
        return new AuthConfigState(
                entity.id,
                entity.version,
                entity.byDefault,
                entity.createdAt,
                declared.theme(),
                declared.webhook()
                        .map(webhook -> new AuthConfigState.Webhook(
                                webhook.url(),
                                Math.toIntExact(
                                        AuthConfigDeclaration.timeout(webhook).toMillis()),
                                forWebhooks(webhook.secrets())))
                        .orElse(null));
    }

    private static String context(String id) {
        return "auth-config/" + id;
    }
}
