package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.authconfig.Declared.Endpoint;
import dev.albireo.web.Problem;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Prevents that secret headers follow a webhook to another server unless the write names them again: otherwise they could be read there.
 */
final class MovedWebhook {
    private static final String FIELD = "twoFactor.webhook.headers";

    private MovedWebhook() {}

    /**
     * Rejects with {@code UNPROCESSABLE} a write that would send kept headers to another server.
     *
     * @param named the content of the write itself
     * @param wanted the result, including kept headers
     */
    static void check(Declared before, JsonNode named, Declared wanted) {
        JsonNode headers = named.at("/twoFactor/webhook/headers");
        boolean keeps = wanted.webhook().stream()
                .flatMap(webhook -> webhook.secrets().headers().keySet().stream())
                .anyMatch(name -> !headers.has(name));
        Optional<String> from = before.webhook().map(MovedWebhook::origin);
        Optional<String> to = wanted.webhook().map(MovedWebhook::origin);
        if (keeps && from.isPresent() && to.isPresent() && !from.equals(to)) {
            throw Problem.UNPROCESSABLE.because(
                    FIELD + " must be given again, because the endpoint moves to another server", FIELD);
        }
    }

    private static String origin(Endpoint webhook) {
        URI uri = URI.create(webhook.url());
        return uri.getScheme() + "://" + Objects.toString(uri.getRawAuthority());
    }
}
