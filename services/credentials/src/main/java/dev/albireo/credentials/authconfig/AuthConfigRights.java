package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.albireo.credentials.oauth.ServiceAccounts;
import dev.albireo.web.Actor;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** The rights of service accounts to AuthConfigs: those that {@code manages} lists, except the fields that only administrators change. */
@ApplicationScoped
class AuthConfigRights {
    private static final Map<String, String> OF_ADMINISTRATORS = Map.of(
            "twoFactor.webhook", "a service account cannot change the webhook; an administrator can",
            "default", "a service account cannot change which AuthConfig is the default; an administrator can");

    private final ServiceAccounts serviceAccounts;
    private final Actor actor;

    AuthConfigRights(ServiceAccounts serviceAccounts, Actor actor) {
        this.serviceAccounts = serviceAccounts;
        this.actor = actor;
    }

    /**
     * Rejects with {@code FORBIDDEN} a write of a service account to an AuthConfig that it does not manage. Calls {@code oauth}, and therefore
     * precedes the transaction of the write.
     */
    Uni<Void> check(String id) {
        return actor.serviceAccount()
                .map(account -> serviceAccounts.checkMayWrite(account, id))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Rejects with {@code FORBIDDEN} a change of the webhook or the default by a service account; an absent AuthConfig is empty. */
    void checkChange(Optional<? extends JsonNode> before, Optional<? extends JsonNode> after) {
        if (!actor.isServiceAccount()) {
            return;
        }
        OF_ADMINISTRATORS.forEach((field, reason) -> {
            if (!value(before, field).equals(value(after, field))) {
                throw Problem.FORBIDDEN.because(reason, field);
            }
        });
    }

    private static JsonNode value(Optional<? extends JsonNode> config, String field) {
        JsonPointer pointer = JsonPointer.compile("/" + field.replace('.', '/'));
        return config.<JsonNode>map(json -> json.at(pointer)).orElse(MissingNode.getInstance());
    }
}
