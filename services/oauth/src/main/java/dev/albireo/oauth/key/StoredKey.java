package dev.albireo.oauth.key;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as the database holds it. Its life: next, active, retired, gone; every replica follows.
 *
 * @param publicJwk the public part as JSON
 * @param sealedJwk the whole key, encrypted
 * @param dataKeyId what encrypted it
 * @param activatedAt null before
 * @param retiredAt null before
 */
record StoredKey(
        String kid,
        String algorithm,
        State state,
        String publicJwk,
        Buffer sealedJwk,
        String dataKeyId,
        Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {

    enum State {
        /** Published, signs nothing yet. */
        NEXT,
        /** Signs. */
        ACTIVE,
        /** Signs no more, still verifies. */
        RETIRED
    }
}
