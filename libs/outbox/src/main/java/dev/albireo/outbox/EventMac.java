package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.MacKey;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The proof of who wrote an event: a MAC with the producer's key over everything a consumer acts upon. */
@Singleton
class EventMac {
    private final Map<String, MacKey> keys = new HashMap<>();

    EventMac(EventConfig config) {
        config.macKeys().forEach((service, key) -> keys.put("/albireo/" + service, MacKey.ofBase64(key)));
    }

    /** The value of the {@code ce_albireomac} header. */
    String sign(String source, String id, String type, String topic, String key, byte[] data) {
        MacKey mac = keys.get(source);
        if (mac == null) {
            throw new IllegalStateException("albireo.events.mac-keys lacks the key of " + source);
        }
        return mac.tag(id, type, topic, key, new String(data, UTF_8));
    }

    /** Whether the source that an event names has written it; false where its key is not known here. */
    boolean genuine(String source, String mac, String id, String type, String topic, String key, byte[] data) {
        MacKey macKey = keys.get(source);
        return macKey != null && macKey.matches(mac, id, type, topic, key, new String(data, UTF_8));
    }
}
