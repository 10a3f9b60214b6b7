package dev.albireo.webhooks.otp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.protocol.JweKey;
import dev.albireo.protocol.WebhookSecret;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Decrypts what {@code credentials} encrypted; each method throws an IllegalArgumentException for any other input. */
@Singleton
class HandoverDecryption {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final JweKey key;

    HandoverDecryption(HandoverKeyConfig config) {
        this.key = JweKey.ofBase64(config.delivery());
    }

    /** The secret part of a webhook. */
    record WebhookKeys(Map<String, String> headers, WebhookSecret secret) {
        @Override
        public String toString() {
            return "Webhook[redacted]";
        }
    }

    /** Returns the body to post. */
    String otp(String encrypted) {
        return key.decrypt(encrypted, "otp+jwe");
    }

    WebhookKeys webhook(String encrypted) {
        try {
            JsonNode json = JSON.readTree(key.decrypt(encrypted, "webhook+jwe"));
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
