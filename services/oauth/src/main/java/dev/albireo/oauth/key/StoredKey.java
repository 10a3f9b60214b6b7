package dev.albireo.oauth.key;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.buffer.Buffer;
import java.text.ParseException;
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

    /** Returns its public part. */
    JWK publicKey() {
        try {
            return JWK.parse(publicJwk);
        } catch (ParseException e) {
            throw new IllegalStateException("the public part of signing key " + kid + " cannot be read", e);
        }
    }

    /** Returns the same key, its private part encrypted anew. */
    StoredKey sealed(Buffer jwk, String by) {
        return new StoredKey(kid, algorithm, state, publicJwk, jwk, by, createdAt, activatedAt, retiredAt);
    }

    /** Returns the same key, which signs from the start. */
    StoredKey active(Instant since) {
        return new StoredKey(
                kid, algorithm, State.ACTIVE, publicJwk, sealedJwk, dataKeyId, createdAt, since, retiredAt);
    }

    enum State {
        /** Published, signs nothing yet. */
        NEXT,
        /** Signs. */
        ACTIVE,
        /** Signs no more, still verifies. */
        RETIRED
    }
}
