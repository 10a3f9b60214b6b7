package dev.albireo.oauth.param;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import dev.albireo.web.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters that come as a JSON object of texts instead of a form; the same rules hold for them. */
public final class JsonForm {
    private JsonForm() {}

    /** Returns the parameters; {@code invalid_request} where the body is anything else, or names one twice. */
    public static Form read(byte @Nullable [] body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        parse(body == null ? new byte[0] : body).properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw refused();
            }
            values.put(entry.getKey(), List.of(entry.getValue().textValue()));
        });
        return Form.of(values);
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode object = StrictJson.parse(body);
            if (!object.isObject()) {
                throw refused();
            }
            return object;
        } catch (JsonProcessingException e) {
            throw refused();
        }
    }

    private static OAuthRefusal refused() {
        return OAuthError.INVALID_REQUEST.because("the body must be an object of texts, each name once");
    }
}
