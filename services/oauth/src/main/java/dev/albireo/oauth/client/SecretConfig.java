package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;

/** The key that client secrets are stored with. */
@ConfigMapping(prefix = "albireo.keys")
public interface SecretConfig {
    /** 32 bytes in base64: HMAC-SHA-256 of client secrets in the database, and of the pairwise subjects that clients know people by. */
    String secrets();
}
