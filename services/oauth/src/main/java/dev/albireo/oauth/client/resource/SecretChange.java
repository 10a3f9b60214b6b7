package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.Problem;
import java.util.Optional;

/** The member {@code secret} of a write: absent keeps the secret, null removes it, a text replaces it. */
sealed interface SecretChange {
    /** The name of the field. */
    String FIELD = "secret";

    /** The secret is unchanged. */
    record Unchanged() implements SecretChange {}

    /** The secret is removed. */
    record Removed() implements SecretChange {}

    /** The secret is replaced. */
    record Replaced(String text) implements SecretChange {
        private static final int STRONG = 22;

        /** Returns whether it is shorter than 128 random bits in base64url, so that it may not be random. */
        boolean isWeak() {
            return text.length() < STRONG;
        }

        @Override
        public String toString() {
            return "Replaced[redacted]";
        }
    }

    /** Shorter secrets that people choose can be guessed even within a limit on failures. */
    int MIN_LENGTH = 8;

    /** Of a repeated character or two, the length says nothing. */
    int FEWEST_CHARACTERS = 5;

    int MAX_LENGTH = 256;

    /** Rejects with {@code UNPROCESSABLE} a secret that is too short, repeats few characters, or is the id of its client. */
    static SecretChange of(String client, ObjectNode body) {
        if (!body.has(FIELD)) {
            return new Unchanged();
        }
        if (body.get(FIELD).isNull()) {
            return new Removed();
        }
        String text = Optional.ofNullable(body.get(FIELD).textValue()).orElse("");
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || !Parameters.isText(text)) {
            throw Problem.UNPROCESSABLE.because(
                    "secret must be text of " + MIN_LENGTH + " to " + MAX_LENGTH + " characters", FIELD);
        }
        if (text.equalsIgnoreCase(client) || text.chars().distinct().count() < FEWEST_CHARACTERS) {
            throw Problem.UNPROCESSABLE.because(
                    "secret must not be the id of the client, and must have " + FEWEST_CHARACTERS
                            + " different characters or more; leave it out and rotate it for a random one",
                    FIELD);
        }
        return new Replaced(text);
    }
}
