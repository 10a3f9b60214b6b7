package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;

/** The key of stored client secrets. */
@ConfigMapping(prefix = "albireo.keys")
public interface SecretConfig {
    /** 32 bytes in base64: HMAC-SHA-256 of client secrets in the database, and of pairwise subjects. */
    String secrets();
}
