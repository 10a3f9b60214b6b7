package dev.albireo.webhooks.subscription;

import dev.albireo.web.Fields;
import dev.albireo.web.WebhookHeaders;
import java.util.Locale;
import java.util.Map;

/** The headers of a subscription: those of a webhook, except the attributes of CloudEvents. */
final class SubscriptionHeaders {
    private SubscriptionHeaders() {}

    static Map<String, String> of(Fields body) {
        Map<String, String> headers = WebhookHeaders.of(body);
        headers.keySet()
                .forEach(name -> body.require(
                        !name.toLowerCase(Locale.ROOT).startsWith("ce-"),
                        "headers." + name,
                        "a header name that is not reserved for CloudEvents"));
        return headers;
    }
}
