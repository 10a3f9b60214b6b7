package dev.albireo.oauth.session;

import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.policy.Method;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Proofs as the database keeps them: {@code [{"method":"pwd","at":"2026-11-22T10:00:00Z"}]}, in the order of proof. */
public final class StoredProofs {
    private StoredProofs() {}

    /** For a column of type jsonb. */
    public static String write(Proofs proofs) {
        return facts(proofs.list().stream()
                .map(proof -> new ProofFact(proof.method().amr(), proof.at()))
                .toList());
    }

    /** What {@link #write} wrote; a method that only a newer release knows counts for nothing here. */
    public static Proofs read(String json) {
        return new Proofs(new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .flatMap(fact -> Method.ofAmr(fact.getString("method")).stream()
                                .map(method -> new Proof(method, Instant.parse(fact.getString("at")))))
                        .toList());
    }

    static String facts(List<ProofFact> facts) {
        JsonArray array = new JsonArray();
        facts.forEach(fact -> array.add(new JsonObject()
                .put("method", fact.method())
                .put("at", fact.at().toString())));
        return array.encode();
    }
}
