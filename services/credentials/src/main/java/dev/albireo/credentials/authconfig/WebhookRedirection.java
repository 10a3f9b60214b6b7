package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.authconfig.AuthConfigDeclaration.WebhookDeclaration;
import dev.albireo.web.Problem;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Prevents that secret headers follow a webhook to another server unless the write names them again: otherwise they could be read there.
 */
final class WebhookRedirection {
    private static final String FIELD = "twoFactor.webhook.headers";

    private WebhookRedirection() {}

    /**
     * Rejects with {@code UNPROCESSABLE} a write that would send kept headers to another server.
     *
     * @param named the content of the write itself
     * @param declaration the result, including kept headers
     */
    static void check(AuthConfigDeclaration before, JsonNode named, AuthConfigDeclaration declaration) {
        JsonNode headers = named.at("/twoFactor/webhook/headers");
        boolean keeps = declaration.webhook().stream()
                .flatMap(webhook -> webhook.secrets().headers().keySet().stream())
                .anyMatch(name -> !headers.has(name));
        Optional<String> from = before.webhook().map(WebhookRedirection::origin);
        Optional<String> to = declaration.webhook().map(WebhookRedirection::origin);
        if (keeps && from.isPresent() && to.isPresent() && !from.equals(to)) {
            throw Problem.UNPROCESSABLE.because(
                    FIELD + " must be given again, because the endpoint moves to another server", FIELD);
        }
    }

    private static String origin(WebhookDeclaration webhook) {
        URI uri = URI.create(webhook.url());
        return uri.getScheme() + "://" + Objects.toString(uri.getRawAuthority());
    }
}
