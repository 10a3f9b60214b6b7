package dev.albireo.oauth.key;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.buffer.Buffer;
import java.text.ParseException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored signing key. Its states: next, active, retired, deleted; every replica applies them.
 *
 * @param publicJwk the public part as JSON
 * @param encryptedJwk the whole key, encrypted; empty if its private part is in a PKCS#11 token
 * @param dataKeyId id of the key that encrypted it; {@value #IN_TOKEN} if its private part is in a token
 * @param activatedAt null before the activation
 * @param retiredAt null before the retirement
 */
record StoredKey(
        String kid,
        String algorithm,
        KeyState state,
        String publicJwk,
        Buffer encryptedJwk,
        String dataKeyId,
        Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {
    /** No id of a data key, which has eight characters. */
    static final String IN_TOKEN = "pkcs11";

    /** Returns whether its private part is in a PKCS#11 token. */
    boolean isInToken() {
        return dataKeyId.equals(IN_TOKEN);
    }

    /** Returns its public part. */
    JWK publicKey() {
        try {
            return JWK.parse(publicJwk);
        } catch (ParseException e) {
            throw new IllegalStateException("the public part of signing key " + kid + " cannot be read", e);
        }
    }

    /** Returns the same key with its private part encrypted anew. */
    StoredKey withEncryptedJwk(Buffer jwk, String by) {
        return new StoredKey(kid, algorithm, state, publicJwk, jwk, by, createdAt, activatedAt, retiredAt);
    }

    /** Returns the same key as an active one. */
    StoredKey active(Instant since) {
        return new StoredKey(
                kid, algorithm, KeyState.ACTIVE, publicJwk, encryptedJwk, dataKeyId, createdAt, since, retiredAt);
    }

    enum KeyState {
        /** Published, does not sign yet. */
        NEXT,
        /** Signs. */
        ACTIVE,
        /** No longer signs, still verifies. */
        RETIRED
    }
}
