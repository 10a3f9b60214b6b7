package dev.albireo.oauth.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything an operator may set about signing keys. */
@ConfigMapping(prefix = "albireo.keys")
public interface KeyConfig {
    /** 32 bytes in base64: AES-256-GCM of the private keys in the database. */
    String data();

    /** Keys that {@code albireo.keys.data} had before: they still open, and what they sealed is sealed anew. */
    Optional<List<String>> dataEarlier();

    /**
     * What tokens may be signed with, in the order of discovery: of RS256, PS256, ES256 and EdDSA; RS256 must be among them (OpenID Connect
     * Core section 15.1). Each has keys of its own. The keys of one that is taken out are retired within minutes, and clients that are registered
     * with it get no tokens.
     */
    @WithDefault("RS256,PS256,ES256,EdDSA")
    List<String> algorithms();

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
