package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.protocol.WebhookSecret;
import dev.albireo.web.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The parts of a webhook that are written and never shown again.
 *
 * @param headers sent with every post, by name
 * @param secret as {@link WebhookSecret} formats it; empty if a new one is to be generated
 */
record WebhookSecrets(Map<String, String> headers, Optional<String> secret) {
    /** No secrets, for a new webhook. */
    static final WebhookSecrets NONE = new WebhookSecrets(Map.of(), Optional.empty());

    private static final int MAX_HEADERS = 20;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_VALUE_LENGTH = 4_096;

    /** RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** RFC 9110 section 5.5, restricted to ASCII, without leading or trailing space. */
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

    /** Headers of the message and the connection (RFC 9110 section 7.6.1); setting them would address another host or another request. */
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect");

    WebhookSecrets {
        headers = java.util.Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** Reads them from the fields of {@code twoFactor.webhook}. */
    static WebhookSecrets of(Fields webhook) {
        Map<String, String> headers = webhook.textMap("headers");
        Set<String> seen = new HashSet<>();
        webhook.require(headers.size() <= MAX_HEADERS, "headers", "at most 20");
        headers.forEach((name, value) -> {
            webhook.require(
                    seen.add(name.toLowerCase(Locale.ROOT)) && isName(name),
                    "headers." + displayable(name),
                    "a header name (RFC 9110 section 5.1) that is not reserved and is given once");
            webhook.require(
                    value.length() <= MAX_VALUE_LENGTH && VALUE.matcher(value).matches(),
                    "headers." + name,
                    "1 to 4096 printable ASCII characters");
        });
        Optional<String> secret = webhook.text("secret");
        secret.ifPresent(text -> webhook.require(
                WebhookSecret.parse(text).isPresent(), "secret", "whsec_ and base64 of 24 to 64 bytes"));
        return new WebhookSecrets(headers, secret);
    }

    private static boolean isName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.length() <= MAX_NAME_LENGTH
                && TOKEN.matcher(name).matches()
                && !RESERVED_HEADERS.contains(lower)
                && !lower.startsWith("webhook-");
    }

    /** Makes an invalid name safe for an error message. */
    private static String displayable(String name) {
        return name.length() <= MAX_NAME_LENGTH && TOKEN.matcher(name).matches() ? name : "?";
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
