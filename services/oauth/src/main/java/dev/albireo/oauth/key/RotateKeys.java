package dev.albireo.oauth.key;

import dev.albireo.oauth.audit.Audit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** An administrator retires the signing keys before their time, such as after a leak. */
@ApplicationScoped
class RotateKeys {
    private final SigningKeys keys;
    private final Audit audit;

    RotateKeys(SigningKeys keys, Audit audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /** What signs from now on: key ids by algorithm. Other replicas follow within half a minute. */
    Uni<Map<String, String>> rotate(String actor) {
        return keys.rotate()
                .call(active -> audit.tell(audit.success(actor, "keys.rotate", "signing keys", active, null)));
    }
}
