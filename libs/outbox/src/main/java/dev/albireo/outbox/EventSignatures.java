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
 * The proof of who wrote an event: the producer's Ed25519 signature over everything that a consumer acts upon. Consumers hold public keys only,
 * so that none of them can write in another's name.
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

    /** What events of this service name as their source. */
    static String source(String application) {
        return SOURCE + application.replaceFirst("^albireo-", "");
    }

    /** What is signed of an event; nothing else of it is acted upon. */
    record Signed(String source, String id, String type, String time, String topic, String key, byte[] data) {
        List<byte[]> parts() {
            return Stream.concat(
                            Stream.of(source, id, type, time, topic, key).map(part -> part.getBytes(UTF_8)),
                            Stream.of(data))
                    .toList();
        }
    }

    /** The value of the {@code ce_albireosignature} header. */
    String sign(Signed event) {
        return own.sign(event.parts());
    }

    /** Whether the source that an event names has signed it; false where its key is not known here. */
    boolean genuine(Signed event, String signature) {
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
