package dev.albireo.oauth.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of signing keys. */
@ConfigMapping(prefix = "albireo.keys")
public interface KeyConfig {
    /** 32 bytes in base64: AES-256-GCM of the private keys in the database. */
    String data();

    /** Earlier values of {@code albireo.keys.data}: they still decrypt, and keys encrypted with them are encrypted anew. */
    Optional<List<String>> dataEarlier();

    /**
     * The signing algorithms of tokens, in the order of discovery: of RS256, PS256, ES256 and EdDSA; RS256 must be among them (OpenID
     * Connect Core section 15.1). Each has keys of its own. The keys of a removed algorithm are retired within minutes, and clients that
     * are registered with it get no tokens.
     */
    @WithDefault("RS256,PS256,ES256,EdDSA")
    List<String> algorithms();

    /** How long one key signs. */
    @WithDefault("P90D")
    Duration rotateEvery();

    /** How long a key is published before it signs; longer than any client caches the JWKS. */
    @WithDefault("P1D")
    Duration publishAhead();

    /** How long a key stays published after its last signature; longer than the lifetime of any token. */
    @WithDefault("P2D")
    Duration keepRetired();
}
