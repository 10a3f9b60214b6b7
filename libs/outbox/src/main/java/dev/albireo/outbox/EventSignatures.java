package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.SignatureKey;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The producer's Ed25519 signature over everything in an event that a consumer acts upon. Consumers hold public keys only, so that none of
 * them can produce events in another service's name.
 */
@Singleton
class EventSignatures {
    private static final String SOURCE = "/albireo/";

    private final SignatureKey own;
    private final Map<String, List<String>> publicKeys = new HashMap<>();

    EventSignatures(EventConfig config, @ConfigProperty(name = "quarkus.application.name") String application) {
        this.own = SignatureKey.ofSeed(config.signingKey());
        config.publicKeys().forEach((service, keys) -> publicKeys.put(SOURCE + service, split(keys)));
        publicKeys.merge(
                source(application),
                List.of(own.publicKey()),
                (configured, mine) ->
                        Stream.concat(mine.stream(), configured.stream()).toList());
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
        return own.sign(event.parts());
    }

    /** Returns whether the source that an event names has signed it; false if the keys of the source are unknown. */
    boolean isValid(Signed event, String signature) {
        return publicKeys.getOrDefault(event.source(), List.of()).stream()
                .anyMatch(key -> SignatureKey.verifies(key, signature, event.parts()));
    }

    private static List<String> split(String keys) {
        return Arrays.stream(keys.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
    }
}
