package dev.albireo.oauth.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Everything an operator may set about signing keys. */
@ConfigMapping(prefix = "albireo.keys")
public interface KeyConfig {
    /** 32 bytes in base64: AES-256-GCM of the private keys in the database. */
    String data();

    /** How long one key signs. */
    @WithDefault("P90D")
    Duration rotateEvery();

    /** How long a key is published before it signs; longer than anybody caches the JWKS. */
    @WithDefault("P1D")
    Duration publishAhead();

    /** How long a key stays published after its last signature; longer than any token lives. */
    @WithDefault("P2D")
    Duration keepRetired();
}
