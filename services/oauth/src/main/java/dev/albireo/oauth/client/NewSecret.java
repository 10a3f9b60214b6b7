package dev.albireo.oauth.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.Problem;
import java.util.Optional;

/** What a write says of the field {@code secret}: absent leaves it as it is, null takes it away, a text replaces it. */
sealed interface NewSecret {
    /** The name of the field. */
    String FIELD = "secret";

    /** Whatever it was. */
    record Kept() implements NewSecret {}

    /** None any more. */
    record Removed() implements NewSecret {}

    /** This one. */
    record Replaced(String text) implements NewSecret {
        private static final int STRONG = 22;

        /** Whether it has fewer characters than 128 random bits in base64url, so that a person may have thought it up. */
        boolean isWeak() {
            return text.length() < STRONG;
        }

        @Override
        public String toString() {
            return "Replaced[redacted]";
        }
    }

    /** Of what people think up, fewer characters are found by guessing even with a budget of failures. */
    int SHORTEST = 8;

    int LONGEST = 256;

    static NewSecret of(ObjectNode body) {
        if (!body.has(FIELD)) {
            return new Kept();
        }
        if (body.get(FIELD).isNull()) {
            return new Removed();
        }
        String text = Optional.ofNullable(body.get(FIELD).textValue()).orElse("");
        if (text.length() < SHORTEST || text.length() > LONGEST || !Parameters.isText(text)) {
            throw Problem.UNPROCESSABLE.because(
                    "secret must be text of " + SHORTEST + " to " + LONGEST + " characters", FIELD);
        }
        return new Replaced(text);
    }
}
