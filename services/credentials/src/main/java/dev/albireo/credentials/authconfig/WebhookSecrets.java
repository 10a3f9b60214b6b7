package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.protocol.WebhookSecret;
import dev.albireo.web.Fields;
import dev.albireo.web.WebhookHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parts of a webhook that are written and never shown again.
 *
 * @param headers sent with every post, by name
 * @param secret as {@link WebhookSecret} formats it; empty if a new one is to be generated
 */
record WebhookSecrets(Map<String, String> headers, Optional<String> secret) {
    /** No secrets, for a new webhook. */
    static final WebhookSecrets NONE = new WebhookSecrets(Map.of(), Optional.empty());

    WebhookSecrets {
        headers = java.util.Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** Reads them from the fields of {@code twoFactor.webhook}. */
    static WebhookSecrets of(Fields webhook) {
        Map<String, String> headers = WebhookHeaders.of(webhook);
        Optional<String> secret = webhook.text("secret");
        secret.ifPresent(text -> webhook.require(
                WebhookSecret.parse(text).isPresent(), "secret", "whsec_ and base64 of 24 to 64 bytes"));
        return new WebhookSecrets(headers, secret);
    }

    List<String> headerNames() {
        return List.copyOf(headers.keySet());
    }

    /** Returns the plaintext for encryption, here and for the webhooks service. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode named = json.putObject("headers");
        headers.forEach(named::put);
        secret.ifPresent(text -> json.put("secret", text));
        return json;
    }

    /** Returns a text without the values, which must not be logged. */
    @Override
    public String toString() {
        return "Secrets[redacted]";
    }
}
