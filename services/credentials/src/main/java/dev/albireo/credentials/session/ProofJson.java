package dev.albireo.credentials.session;

import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * The JSON form of proofs in the session table: an array of {@code {"method": "pwd", "at": "…"}}, with {@code "mfa": true} for a proof that
 * is multi-factor authentication by itself.
 */
final class ProofJson {
    private ProofJson() {}

    static JsonArray write(Proofs proofs) {
        JsonArray array = new JsonArray();
        for (Proof proof : proofs.list()) {
            JsonObject object = new JsonObject()
                    .put("method", proof.method().amr())
                    .put("at", proof.at().toString());
            array.add(proof.mfa() ? object.put("mfa", true) : object);
        }
        return array;
    }

    static Proofs read(JsonArray array) {
        return new Proofs(IntStream.range(0, array.size())
                .mapToObj(array::getJsonObject)
                .map(ProofJson::proof)
                .toList());
    }

    private static Proof proof(JsonObject object) {
        String amr = object.getString("method");
        return new Proof(
                AuthenticationMethod.ofAmr(amr)
                        .orElseThrow(() -> new IllegalStateException("an unknown method: " + amr)),
                Instant.parse(object.getString("at")),
                object.getBoolean("mfa", false));
    }
}
