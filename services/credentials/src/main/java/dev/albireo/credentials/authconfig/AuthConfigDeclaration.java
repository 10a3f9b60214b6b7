package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.credentials.authconfig.AuthConfig.WebhookEndpoint;
import dev.albireo.events.AuthConfigState.Theme;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A declared AuthConfig: omitted members are empty and have their default in {@link AuthConfig}. */
record AuthConfigDeclaration(
        boolean byDefault, Theme theme, TwoFactorDeclaration twoFactor, Optional<Integer> asidCookieMaxAge) {
    private static final int MAX_TEXT_LENGTH = 100;
    private static final int MAX_URL_LENGTH = 2_000;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** How codes are generated and where they are sent. */
    record TwoFactorDeclaration(
            Optional<String> issuerName,
            Optional<Integer> validPastTokensCount,
            Optional<WebhookDeclaration> webhook) {}

    /**
     * The endpoint that delivers codes.
     *
     * @param headerNames the shown part of the headers
     * @param secrets the part that is not shown; empty if it was read from a shown resource
     */
    record WebhookDeclaration(
            String url, Optional<Integer> timeoutMillis, List<String> headerNames, WebhookSecrets secrets) {
        WebhookDeclaration {
            headerNames = List.copyOf(headerNames);
        }

        WebhookDeclaration with(WebhookSecrets known) {
            return new WebhookDeclaration(url, timeoutMillis, known.headerNames(), known);
        }
    }

    /**
     * Reads a request or a stored document, where an empty text is equivalent to absent; rejected with {@code UNPROCESSABLE}, naming the
     * field.
     */
    static AuthConfigDeclaration of(JsonNode json) {
        Fields body = Fields.of(json).withEmptyAsAbsent();
        DeclaredRepresentation.ENVELOPE.forEach(body::any);
        AuthConfigDeclaration declared = of(body);
        body.refuseUnknown();
        return declared;
    }

    private static AuthConfigDeclaration of(Fields body) {
        return new AuthConfigDeclaration(
                body.flag("default").orElse(false),
                body.object("theme").map(AuthConfigDeclaration::theme).orElse(AuthConfig.BUILT_IN.theme()),
                body.object("twoFactor")
                        .map(AuthConfigDeclaration::twoFactor)
                        .orElse(new TwoFactorDeclaration(Optional.empty(), Optional.empty(), Optional.empty())),
                body.number("asidCookieMaxAge", 60, 31_536_000));
    }

    private static Theme theme(Fields fields) {
        Optional<String> brand = fields.text("brand", MAX_URL_LENGTH);
        brand.ifPresent(text -> fields.require(
                WebAddressRules.looksLikeUrl(text)
                        ? WebAddressRules.isOne(text)
                        : text.length() <= MAX_TEXT_LENGTH && WebAddressRules.isPlain(text),
                "brand",
                "at most 100 plain characters, or the URL of an image"));
        return new Theme(
                plain(fields, "title", MAX_TEXT_LENGTH).orElse(null),
                brand.orElse(null),
                url(fields, "styleUrl").orElse(null),
                url(fields, "forgotPasswordUrl").orElse(null));
    }

    private static TwoFactorDeclaration twoFactor(Fields fields) {
        Optional<String> issuer = plain(fields, "issuerName", 64);
        issuer.ifPresent(name -> fields.require(
                !name.isBlank() && name.indexOf(':') < 0, "issuerName", "1 to 64 characters without a colon"));
        return new TwoFactorDeclaration(
                issuer,
                fields.number("validPastTokensCount", 0, 10),
                fields.object("webhook").map(AuthConfigDeclaration::endpoint));
    }

    private static WebhookDeclaration endpoint(Fields fields) {
        String url = fields.text("endpoint", MAX_URL_LENGTH).orElse("");
        fields.require(WebAddressRules.isOne(url), "endpoint", "an http or https URL without user name and fragment");
        return new WebhookDeclaration(
                url, fields.number("timeout", 50, 30_000), fields.strings("headerNames"), WebhookSecrets.of(fields));
    }

    private static Optional<String> plain(Fields fields, String field, int longest) {
        Optional<String> text = fields.text(field, longest);
        text.ifPresent(t -> fields.require(WebAddressRules.isPlain(t), field, "plain characters"));
        return text;
    }

    private static Optional<String> url(Fields fields, String field) {
        Optional<String> url = fields.text(field, MAX_URL_LENGTH);
        url.ifPresent(text -> fields.require(
                WebAddressRules.isOne(text), field, "an http or https URL without user name and fragment"));
        return url;
    }

    /** Returns a copy whose webhook, if any, has these secrets. */
    AuthConfigDeclaration with(WebhookSecrets secrets) {
        Optional<WebhookDeclaration> webhook = twoFactor.webhook().map(endpoint -> endpoint.with(secrets));
        TwoFactorDeclaration second =
                new TwoFactorDeclaration(twoFactor.issuerName(), twoFactor.validPastTokensCount(), webhook);
        return new AuthConfigDeclaration(byDefault, theme, second, asidCookieMaxAge);
    }

    Optional<WebhookDeclaration> webhook() {
        return twoFactor.webhook();
    }

    AuthConfig inForce(String id, int version) {
        return new AuthConfig(
                id,
                version,
                twoFactor.issuerName().orElse(AuthConfig.DEFAULT_ISSUER_NAME),
                twoFactor.validPastTokensCount().orElse(AuthConfig.DEFAULT_PAST_TOKENS),
                twoFactor.webhook().map(webhook -> new WebhookEndpoint(webhook.url(), timeout(webhook))),
                theme,
                asidCookieMaxAge.map(Duration::ofSeconds));
    }

    static Duration timeout(WebhookDeclaration webhook) {
        return webhook.timeoutMillis().map(Duration::ofMillis).orElse(DEFAULT_TIMEOUT);
    }

    /** Returns the part that may be shown. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (byDefault) {
            json.put("default", true);
        }
        ObjectNode look = JsonNodeFactory.instance.objectNode();
        put(look, "title", theme.title());
        put(look, "brand", theme.brand());
        put(look, "styleUrl", theme.styleUrl());
        put(look, "forgotPasswordUrl", theme.forgotPasswordUrl());
        ObjectNode second = JsonNodeFactory.instance.objectNode();
        twoFactor.issuerName().ifPresent(name -> second.put("issuerName", name));
        twoFactor.validPastTokensCount().ifPresent(count -> second.put("validPastTokensCount", count));
        twoFactor.webhook().ifPresent(webhook -> {
            ObjectNode hook = second.putObject("webhook").put("endpoint", webhook.url());
            webhook.timeoutMillis().ifPresent(timeout -> hook.put("timeout", timeout));
            ArrayNode names = webhook.headerNames().isEmpty()
                    ? JsonNodeFactory.instance.arrayNode()
                    : hook.putArray("headerNames");
            webhook.headerNames().forEach(names::add);
        });
        if (!look.isEmpty()) {
            json.set("theme", look);
        }
        if (!second.isEmpty()) {
            json.set("twoFactor", second);
        }
        asidCookieMaxAge.ifPresent(seconds -> json.put("asidCookieMaxAge", seconds));
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable String text) {
        if (text != null) {
            json.put(field, text);
        }
    }
}
