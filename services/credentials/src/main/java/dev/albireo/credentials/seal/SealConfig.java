package dev.albireo.credentials.seal;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The keys of secrets that must be read again. */
@ConfigMapping(prefix = "albireo.keys")
public interface SealConfig {
    /** 32 bytes in base64: AES-256-GCM of secrets in the database, such as those of authenticator applications. */
    String data();

    /** Keys that {@code albireo.keys.data} had before: they still open, and what they sealed is sealed anew. */
    Optional<List<String>> dataEarlier();

    /** 32 bytes in base64, the same in credentials and webhooks: what is handed over by event for the webhooks service alone. */
    String delivery();
}
