package dev.albireo.credentials.password.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.albireo.credentials.password.foreign.Pbkdf2Hash.Prf;
import dev.albireo.web.StrictJson;

/**
 * A credential of the type {@code password} in the export of a Keycloak realm: {@code secretData} and {@code credentialData}, each JSON or a
 * text with JSON. Other members are ignored.
 */
final class KeycloakCredential {
    private static final int MAX_BYTES = 128;

    private KeycloakCredential() {}

    static ForeignHash parse(String text) {
        JsonNode credential = json(text);
        JsonNode secret = nested(credential, "secretData");
        JsonNode data = nested(credential, "credentialData");
        byte[] salt = Base64Text.decode(secret.path("salt").asText(), "secretData.salt", 1, MAX_BYTES);
        byte[] hash = Base64Text.decode(secret.path("value").asText(), "secretData.value", 1, MAX_BYTES);
        long iterations = data.path("hashIterations").asLong();
        String algorithm = data.path("algorithm").asText();
        return switch (algorithm) {
            case "pbkdf2" -> Pbkdf2Hash.of(Prf.SHA1, iterations, salt, hash);
            case "pbkdf2-sha256", "pbkdf2-sha512" ->
                Pbkdf2Hash.of(Prf.of(algorithm.substring("pbkdf2-".length())), iterations, salt, hash);
            case "argon2" -> argon2(data.path("additionalParameters"), iterations, salt, hash);
            default ->
                throw new UnsupportedHash(
                        "has another credentialData.algorithm than pbkdf2, pbkdf2-sha256, pbkdf2-sha512 or argon2");
        };
    }

    private static Argon2Hash argon2(JsonNode parameters, long iterations, byte[] salt, byte[] hash) {
        if (!parameter(parameters, "version").equals("1.3")) {
            throw new UnsupportedHash("is Argon2 of another version than 1.3");
        }
        return Argon2Hash.of(
                parameter(parameters, "type"),
                number(parameters, "memory"),
                iterations,
                number(parameters, "parallelism"),
                salt,
                hash);
    }

    private static long number(JsonNode parameters, String name) {
        String value = parameter(parameters, name);
        if (!value.matches("\\d{1,9}")) {
            throw new UnsupportedHash("has no credentialData.additionalParameters." + name);
        }
        return Long.parseLong(value);
    }

    /** Keycloak writes each parameter as a list of one text. */
    private static String parameter(JsonNode parameters, String name) {
        return parameters.path(name).path(0).asText();
    }

    private static JsonNode nested(JsonNode credential, String member) {
        JsonNode value = credential.path(member);
        JsonNode object = value.isTextual() ? json(value.textValue()) : value;
        if (!object.isObject()) {
            throw new UnsupportedHash("has no " + member + " as an exported credential of Keycloak has");
        }
        return object;
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.parse(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
