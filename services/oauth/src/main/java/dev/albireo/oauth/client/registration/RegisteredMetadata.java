package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.metadata.MetadataReader;
import dev.albireo.protocol.OAuthError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata of a registration request. */
record RegisteredMetadata(JsonNode body) implements MetadataReader {
    @Override
    public Optional<String> text(String field) {
        return ClientRegistration.text(body, field);
    }

    @Override
    public Optional<List<String>> strings(String field) {
        return ClientRegistration.strings(body, field);
    }

    @Override
    public boolean flag(String field) {
        return ClientRegistration.flag(body, field, false);
    }

    @Override
    public Optional<Integer> number(String field, int least, int limit) {
        Optional<JsonNode> value = ClientRegistration.any(body, field);
        boolean wrong = value.filter(node -> !node.isIntegralNumber()
                        || !node.canConvertToInt()
                        || node.intValue() < least
                        || node.intValue() > limit)
                .isPresent();
        if (wrong) {
            throw mustBe(field, "a whole number from " + least + " to " + limit);
        }
        return value.map(JsonNode::intValue);
    }

    @Override
    public Optional<JsonNode> any(String field) {
        return ClientRegistration.any(body, field);
    }

    @Override
    public List<String> translationsOf(String field) {
        return body.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(field + "#"))
                .toList();
    }

    @Override
    public RuntimeException redirectUri(String violation) {
        return OAuthError.INVALID_REDIRECT_URI.because("redirect_uris: one " + violation);
    }

    @Override
    public RuntimeException mustBe(String field, String wanted) {
        return ClientRegistration.invalid(field, "must be " + wanted);
    }
}
