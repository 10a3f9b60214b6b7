package dev.albireo.credentials.twofactor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.Fields;
import org.jspecify.annotations.Nullable;

/** {@code {"token": "123456"}}. */
record TokenBody(String token) {
    private static final int MAX_LENGTH = 100;

    /** Reads the body of a request; a missing token is a wrong one. */
    static TokenBody of(@Nullable JsonNode json) {
        Fields fields = Fields.of(json);
        TokenBody body = new TokenBody(fields.text("token", MAX_LENGTH).orElse(""));
        fields.refuseUnknown();
        return body;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
