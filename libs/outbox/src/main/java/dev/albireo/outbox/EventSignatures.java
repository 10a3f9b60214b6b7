package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.SignatureKey;
import dev.albireo.secret.SecretSettings;
import dev.albireo.secret.SecretValues;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The producer's Ed25519 signature over everything in an event that a consumer acts upon. Consumers hold public keys only, so that none of
 * them can produce events in another service's name.
 */
@Singleton
class EventSignatures {
    private static final String SOURCE = "/albireo/";

    private static final String PUBLIC_KEYS = "albireo.events.public-keys.";

    private final Supplier<Keys> keys;

    /** @param publicKeys by the source that signs with them */
    private record Keys(SignatureKey own, Map<String, List<String>> publicKeys) {}

    EventSignatures(
            SecretSettings secrets,
            EventConfig config,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        Set<String> producers = config.publicKeys().keySet();
        this.keys = secrets.supply(values -> read(values, producers, service(application)));
    }

    private static Keys read(SecretValues values, Set<String> producers, String service) {
        SignatureKey own = values.keys("albireo.events.signing-key", (seed, earlier) -> SignatureKey.ofSeed(seed));
        Map<String, List<String>> publicKeys = new HashMap<>();
        producers.forEach(producer -> publicKeys.put(SOURCE + producer, publicKeys(values, producer)));
        publicKeys.put(
                SOURCE + service,
                Stream.concat(Stream.of(own.publicKey()), publicKeys(values, service).stream())
                        .toList());
        return new Keys(own, publicKeys);
    }

    private static List<String> publicKeys(SecretValues values, String producer) {
        List<String> keys = values.list(PUBLIC_KEYS + producer);
        keys.forEach(SignatureKey::requirePublic);
        return keys;
    }

    /** Returns the source that events of this service name. */
    static String source(String application) {
        return SOURCE + service(application);
    }

    /** Returns the name of the service without the name of the product. */
    static String service(String application) {
        return application.replaceFirst("^albireo-", "");
    }

    /** The signed parts of an event; consumers act upon nothing else. */
    record Signed(String source, String id, String type, String time, String topic, String key, byte[] data) {
        List<byte[]> parts() {
            return Stream.concat(
                            Stream.of(source, id, type, time, topic, key).map(part -> part.getBytes(UTF_8)),
                            Stream.of(data))
                    .toList();
        }
    }

    /** Returns the value of the {@code ce_albireosignature} header. */
    String sign(Signed event) {
        return own().sign(event.parts());
    }

    /** Returns the key that this service signs with now. */
    SignatureKey own() {
        return keys.get().own();
    }

    /** Returns whether the source that an event names has signed it; false if the keys of the source are unknown. */
    boolean isValid(Signed event, String signature) {
        return keys.get().publicKeys().getOrDefault(event.source(), List.of()).stream()
                .anyMatch(key -> SignatureKey.verifies(key, signature, event.parts()));
    }
}
