package dev.albireo.credentials.session;

import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.SecondFactorKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The JSON form of proofs in the session table: an array of {@code {"method": "pwd", "at": "…"}}, with {@code "mfa": true} for a proof that
 * is multi-factor authentication by itself, and with {@code "code"} for a code whose kind is known.
 */
final class ProofJson {
    private ProofJson() {}

    static JsonArray write(Proofs proofs) {
        JsonArray array = new JsonArray();
        for (Proof proof : proofs.list()) {
            JsonObject object = new JsonObject()
                    .put("method", proof.method().amr())
                    .put("at", proof.at().toString());
            proof.code().ifPresent(kind -> object.put("code", kind.word()));
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
                object.getBoolean("mfa", false),
                Optional.ofNullable(object.getString("code")).flatMap(SecondFactorKind::of));
    }
}
