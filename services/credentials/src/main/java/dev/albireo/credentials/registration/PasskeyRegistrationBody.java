package dev.albireo.credentials.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.registration.UserRegistration.RegistrationForm;
import dev.albireo.web.Problem;
import dev.albireo.web.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the registration page as its script sends them, without a password; a body that is not a JSON object of this form is rejected
 * with {@code BAD_REQUEST}.
 *
 * @param token that of a link
 * @param interaction the pending request's token
 * @param credential the browser's response as JSON
 */
record PasskeyRegistrationBody(
        RegistrationForm form, Optional<String> token, Optional<String> interaction, Optional<String> credential) {

    static PasskeyRegistrationBody parse(@Nullable String body) {
        JsonNode object = object(body == null ? "" : body);
        JsonNode credential = object.path("credential");
        if (!credential.isMissingNode() && !credential.isObject()) {
            throw malformed("credential");
        }
        return new PasskeyRegistrationBody(
                new RegistrationForm(
                        text(object, "username").orElse(""),
                        text(object, "email").orElse(""),
                        text(object, "name").orElse(""),
                        "",
                        object.path("terms").asBoolean(false)),
                text(object, "token"),
                text(object, "interaction"),
                credential.isObject() ? Optional.of(credential.toString()) : Optional.empty());
    }

    String requiredCredential() {
        return credential.orElseThrow(() -> malformed("credential"));
    }

    private static JsonNode object(String body) {
        try {
            JsonNode node = StrictJson.parse(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw Problem.BAD_REQUEST.because("the body is not JSON");
        }
        throw Problem.BAD_REQUEST.because("the body is not a JSON object");
    }

    private static Optional<String> text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw malformed(name);
        }
        return Optional.of(value.textValue()).filter(text -> !text.isEmpty());
    }

    private static RuntimeException malformed(String field) {
        return Problem.BAD_REQUEST.because(field + " is missing or malformed", field);
    }

    /** Returns a text without the token. */
    @Override
    public String toString() {
        return "PasskeyRegistrationBody[redacted]";
    }
}
