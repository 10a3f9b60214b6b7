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

/** Reads parameters from a JSON object of texts instead of a form; the same rules apply. */
public final class JsonForm {
    private JsonForm() {}

    /** Returns the parameters; {@code invalid_request} if the body is not such an object, or repeats a name. */
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
        return OAuthError.INVALID_REQUEST.because("the body must be a JSON object of strings without repeated members");
    }
}
