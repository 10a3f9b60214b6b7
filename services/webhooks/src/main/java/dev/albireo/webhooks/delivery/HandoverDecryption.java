package dev.albireo.webhooks.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.protocol.JweKeys;
import dev.albireo.protocol.WebhookSecret;
import dev.albireo.secret.SecretSettings;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Decrypts what {@code credentials} encrypted; each method throws an IllegalArgumentException for any other input. */
@Singleton
public class HandoverDecryption {
    private static final String OTP = "otp+jwe";
    private static final String MAIL = "mail+jwe";
    private static final String WEBHOOK = "webhook+jwe";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Supplier<JweKeys> keys;

    public HandoverDecryption(SecretSettings secrets) {
        this.keys = secrets.keys("albireo.keys.delivery", JweKeys::ofBase64);
    }

    /** The secret part of a webhook. */
    public record WebhookKeys(Map<String, String> headers, WebhookSecret secret) {
        @Override
        public String toString() {
            return "Webhook[redacted]";
        }
    }

    /** Returns the body to post. */
    public String otp(String encrypted) {
        return keys.get().decrypt(encrypted, OTP);
    }

    /** Returns the content of a mail as JSON. */
    public String mail(String encrypted) {
        return keys.get().decrypt(encrypted, MAIL);
    }

    public boolean hasEarlierKeys() {
        return keys.get().hasEarlier();
    }

    /** Returns the secret part of a webhook encrypted with the current key, if another of the keys encrypted it. */
    public Optional<String> reencrypted(String encrypted) {
        JweKeys now = keys.get();
        return now.isOutdated(encrypted)
                ? Optional.of(now.encrypt(now.decrypt(encrypted, WEBHOOK), WEBHOOK))
                : Optional.empty();
    }

    public WebhookKeys webhook(String encrypted) {
        try {
            JsonNode json = JSON.readTree(keys.get().decrypt(encrypted, WEBHOOK));
            Map<String, String> headers = new LinkedHashMap<>();
            json.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new WebhookKeys(
                    headers,
                    WebhookSecret.parse(json.path("secret").asText())
                            .orElseThrow(() -> new IllegalArgumentException("a webhook without a signing key")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("decrypted text is not JSON");
        }
    }
}
