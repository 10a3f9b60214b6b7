package dev.albireo.oauth.client;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The keys of stored client secrets and of pairwise subjects. */
@ConfigMapping(prefix = "albireo.keys")
public interface SecretConfig {
    /** 32 bytes in base64: HMAC-SHA-256 of client secrets in the database, and of pairwise subjects where {@code albireo.keys.subjects} is not set. */
    String secrets();

    /**
     * Other values of {@code albireo.keys.secrets}: the client secrets that were stored with them are accepted too, and stored anew when they
     * are used. Needs {@code albireo.keys.subjects}.
     */
    Optional<List<String>> secretsEarlier();

    /**
     * 32 bytes in base64: HMAC-SHA-256 of pairwise subjects (OpenID Connect Core section 8.1). It cannot be replaced without changing those
     * subjects. To replace {@code albireo.keys.secrets} of an installation that began without this key, set it to that value first.
     */
    Optional<String> subjects();
}
