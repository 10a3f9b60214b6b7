package dev.albireo.oauth.session;

import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Proofs as the database stores them: {@code [{"method":"pwd","at":"2026-11-22T10:00:00Z"}]}, in chronological order. */
public final class ProofsColumn {
    private ProofsColumn() {}

    /** Returns the value of a column of type jsonb. */
    public static String write(Proofs proofs) {
        return facts(proofs.list().stream()
                .map(proof -> new ProofFact(proof.method().amr(), proof.at()))
                .toList());
    }

    /** Reads what {@link #write} wrote; ignores methods of newer releases. */
    public static Proofs read(String json) {
        return new Proofs(new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .flatMap(fact -> AuthenticationMethod.ofAmr(fact.getString("method")).stream()
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
