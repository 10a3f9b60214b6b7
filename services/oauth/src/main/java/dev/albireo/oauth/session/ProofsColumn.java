package dev.albireo.oauth.session;

import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.SecondFactorKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Proofs as the database stores them: {@code [{"method":"pwd","at":"2026-11-22T10:00:00Z"}]}, in chronological order, with {@code "mfa":true}
 * for a proof that is multi-factor authentication by itself, and with {@code "code"} for a code whose kind is known.
 */
public final class ProofsColumn {
    private ProofsColumn() {}

    /** Returns the value of a column of type jsonb. */
    public static String write(Proofs proofs) {
        return facts(proofs.list().stream()
                .map(proof -> new ProofFact(
                        proof.method().amr(),
                        proof.at(),
                        proof.mfa(),
                        proof.code().map(SecondFactorKind::word).orElse(null)))
                .toList());
    }

    /** Reads what {@link #write} wrote; ignores methods of newer releases. */
    public static Proofs read(String json) {
        return new Proofs(new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .flatMap(fact -> AuthenticationMethod.ofAmr(fact.getString("method")).stream()
                                .map(method -> new Proof(
                                        method,
                                        Instant.parse(fact.getString("at")),
                                        fact.getBoolean("mfa", false),
                                        Optional.ofNullable(fact.getString("code"))
                                                .flatMap(SecondFactorKind::of))))
                        .toList());
    }

    static String facts(List<ProofFact> facts) {
        JsonArray array = new JsonArray();
        for (ProofFact fact : facts) {
            JsonObject object = new JsonObject()
                    .put("method", fact.method())
                    .put("at", fact.at().toString());
            if (fact.code() != null) {
                object.put("code", fact.code());
            }
            array.add(fact.mfa() ? object.put("mfa", true) : object);
        }
        return array.encode();
    }
}
