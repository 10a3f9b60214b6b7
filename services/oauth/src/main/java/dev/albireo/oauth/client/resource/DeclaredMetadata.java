package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.metadata.MetadataReader;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import java.util.List;
import java.util.Optional;

/** Metadata that an administrator declares. */
record DeclaredMetadata(Fields fields) implements MetadataReader {
    @Override
    public Optional<String> text(String field) {
        return fields.text(field).map(text -> checked(field, text));
    }

    @Override
    public Optional<List<String>> strings(String field) {
        return fields.any(field)
                .map(list -> fields.strings(field).stream()
                        .map(text -> checked(field, text))
                        .toList());
    }

    @Override
    public boolean flag(String field) {
        return fields.flag(field).orElse(false);
    }

    @Override
    public Optional<Integer> number(String field, int least, int limit) {
        return fields.number(field, least, limit);
    }

    @Override
    public Optional<JsonNode> any(String field) {
        return fields.any(field);
    }

    @Override
    public List<String> translationsOf(String field) {
        return fields.names().stream()
                .filter(name -> name.startsWith(field + "#"))
                .toList();
    }

    @Override
    public RuntimeException redirectUri(String violation) {
        return CodeFlow.refused("redirect_uri", "one " + violation);
    }

    @Override
    public RuntimeException mustBe(String field, String wanted) {
        return Problem.UNPROCESSABLE.because(field + " must be " + wanted, field);
    }

    private String checked(String field, String text) {
        if (!Parameters.isText(text)) {
            throw mustBe(field, "text without control characters");
        }
        return text;
    }
}
