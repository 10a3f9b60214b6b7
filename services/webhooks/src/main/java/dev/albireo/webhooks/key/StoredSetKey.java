package dev.albireo.webhooks.key;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import java.time.Instant;

/**
 * A row of the ssf_signing_key table.
 *
 * @param publicJwk the public part as JSON
 * @param encrypted the whole key
 * @param signsFrom it signs from then on, until the next one does
 */
record StoredSetKey(String kid, String publicJwk, EncryptedValue encrypted, Instant createdAt, Instant signsFrom) {
    StoredSetKey with(EncryptedValue renewed) {
        return new StoredSetKey(kid, publicJwk, renewed, createdAt, signsFrom);
    }
}
