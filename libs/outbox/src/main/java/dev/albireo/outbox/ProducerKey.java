package dev.albireo.outbox;

import jakarta.inject.Singleton;
import java.util.List;

/** The key that this service signs its events with, for statements of it that are no events. Their first part sets them apart from events. */
@Singleton
public class ProducerKey {
    private final EventSignatures signatures;

    ProducerKey(EventSignatures signatures) {
        this.signatures = signatures;
    }

    /**
     * A signature, and the public key that verifies it.
     *
     * @param key 32 bytes in base64
     * @param signature in base64url
     */
    public record KeySignature(String key, String signature) {}

    /** Returns the signature over these parts, each preceded by its length. */
    public KeySignature sign(List<byte[]> parts) {
        var own = signatures.own();
        return new KeySignature(own.publicKey(), own.sign(parts));
    }
}
