package dev.albireo.webhooks.encryption;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The keys of encrypted secrets. */
@ConfigMapping(prefix = "albireo.keys")
interface SubscriptionKeyConfig {
    /** 32 bytes in base64: AES-256-GCM of the headers and signing keys of subscriptions, the headers of event streams, and the keys of security event tokens in the database. */
    String data();

    /** Earlier values of {@code albireo.keys.data}: they still decrypt, and secrets encrypted with them are encrypted anew. */
    Optional<List<String>> dataEarlier();
}
