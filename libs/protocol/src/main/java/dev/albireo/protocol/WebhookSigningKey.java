package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.OctetKeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The Ed25519 key (RFC 8032) that signs a webhook's requests where the receiver is to hold no secret (Standard Webhooks, scheme
 * {@code v1a}). The private part is written as {@code whsk_} and the base64 of its seed of 32 bytes, the public part as {@code whpk_} and
 * base64.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>
 */
public final class WebhookSigningKey {
    private static final String PRIVATE = "whsk_";
    private static final String PUBLIC = "whpk_";
    private static final int BYTES = 32;

    private final byte[] seed;
    private final OctetKeyPair key;

    private WebhookSigningKey(byte[] seed) {
        this.seed = seed;
        this.key = Ed25519.ofSeed(seed);
    }

    /** Returns a new key. */
    public static WebhookSigningKey random(SecureRandom random) {
        byte[] seed = new byte[BYTES];
        random.nextBytes(seed);
        return new WebhookSigningKey(seed);
    }

    /** Parses the private text form; empty unless it is base64 of exactly 32 bytes. */
    public static Optional<WebhookSigningKey> parse(String text) {
        if (!text.startsWith(PRIVATE)) {
            return Optional.empty();
        }
        try {
            byte[] seed = Base64.getDecoder().decode(text.substring(PRIVATE.length()));
            return seed.length == BYTES ? Optional.of(new WebhookSigningKey(seed)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the private text form, for encryption alone. */
    public String text() {
        return PRIVATE + Base64.getEncoder().encodeToString(seed);
    }

    /** Returns the public text form, with which receivers verify. */
    public String publicText() {
        return PUBLIC + Base64.getEncoder().encodeToString(key.getX().decode());
    }

    /**
     * Returns the value of the header {@code webhook-signature}.
     *
     * @param id the value of {@code webhook-id}
     * @param at the value of {@code webhook-timestamp}, in whole seconds
     */
    public String sign(String id, Instant at, String body) {
        byte[] signature = Ed25519.sign(key, (id + "." + at.getEpochSecond() + "." + body).getBytes(UTF_8));
        return "v1a," + Base64.getEncoder().encodeToString(signature);
    }

    /** Returns a text without the private part, which must not be logged. */
    @Override
    public String toString() {
        return publicText();
    }
}
