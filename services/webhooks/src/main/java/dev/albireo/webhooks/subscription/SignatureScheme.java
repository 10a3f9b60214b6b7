package dev.albireo.webhooks.subscription;

import dev.albireo.protocol.WebhookSecret;
import dev.albireo.protocol.WebhookSigningKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The schemes of Standard Webhooks that sign a request. */
enum SignatureScheme {
    /** HMAC-SHA-256 with a secret that the receiver has too. */
    V1,

    /** Ed25519; the receiver has the public key alone. */
    V1A;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SignatureScheme> of(String word) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.word().equals(word))
                .findFirst();
    }

    /** Returns a new key in its text form. */
    String newKey(SecureRandom random) {
        return this == V1
                ? WebhookSecret.random(random).text()
                : WebhookSigningKey.random(random).text();
    }

    /** Returns whether the text is a key of this scheme. */
    boolean accepts(String key) {
        return this == V1
                ? WebhookSecret.parse(key).isPresent()
                : WebhookSigningKey.parse(key).isPresent();
    }
}
