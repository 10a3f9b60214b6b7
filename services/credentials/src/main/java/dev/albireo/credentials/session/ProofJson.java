package dev.albireo.credentials.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.SessionState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.stream.IntStream;

/** The JSON form of proofs in the session table: an array of {@code {"method": "pwd", "at": "…"}}. */
@Singleton
class ProofJson {
    private final ObjectMapper json;

    ProofJson(ObjectMapper json) {
        this.json = json;
    }

    JsonArray write(Proofs proofs) {
        JsonArray array = new JsonArray();
        for (Proof proof : proofs.list()) {
            array.add(new JsonObject()
                    .put("method", proof.method().amr())
                    .put("at", proof.at().toString()));
        }
        return array;
    }

    Proofs read(JsonArray array) {
        return new Proofs(IntStream.range(0, array.size())
                .mapToObj(array::getJsonObject)
                .map(ProofJson::proof)
                .toList());
    }

    /** Returns a session's state from the JSON of the database. */
    SessionState state(String text) {
        try {
            return json.readValue(text, SessionState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored session cannot be parsed", e);
        }
    }

    private static Proof proof(JsonObject object) {
        String amr = object.getString("method");
        return new Proof(
                AuthenticationMethod.ofAmr(amr)
                        .orElseThrow(() -> new IllegalStateException("an unknown method: " + amr)),
                Instant.parse(object.getString("at")));
    }
}
