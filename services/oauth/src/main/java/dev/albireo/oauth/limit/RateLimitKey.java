package dev.albireo.oauth.limit;

import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.Form;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The unverified identity of a caller, for rate limits before any lookup. Counting by client and network prevents that a caller exhausts
 * another client's limit by claiming its id, except within the same network.
 *
 * @param client the claimed id, or an empty text
 * @param proving whether the request contains credentials
 */
record RateLimitKey(String network, String client, boolean proving) {
    private static final int MAX_LENGTH = 128;

    /** Returns the caller of a request with this form, if it has one. */
    static RateLimitKey of(String network, Optional<String> authorization, Form form) {
        boolean proving = authorization.isPresent()
                || form.optional("client_secret").isPresent()
                || form.optional("client_assertion").isPresent();
        String client = form.optional("client_id")
                .or(() -> authorization.flatMap(RateLimitKey::user))
                .orElse("");
        return new RateLimitKey(network, isUsable(client) ? client : "", proving);
    }

    /** Returns the key of its bucket. */
    String key() {
        return client + " " + network;
    }

    /** An overlong id takes no memory; its callers share a bucket. */
    private static boolean isUsable(String client) {
        return client.length() <= MAX_LENGTH && Parameters.isText(client);
    }

    private static Optional<String> user(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return Optional.of(text.substring(0, Math.max(0, text.indexOf(':'))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
