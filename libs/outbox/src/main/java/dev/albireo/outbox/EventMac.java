package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.outbox.EventSignatures.Signed;
import dev.albireo.protocol.MacKey;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The MAC by which releases before the signatures authenticated events; in use only with the keys configured for an upgrade. */
@Singleton
class EventMac {
    private final Map<String, MacKey> keys = new HashMap<>();

    EventMac(EventConfig config) {
        config.macKeys().forEach((service, key) -> keys.put("/albireo/" + service, MacKey.ofBase64(key)));
    }

    /** Returns the value of the {@code ce_albireomac} header, if a key is configured. */
    Optional<String> tag(Signed event) {
        return Optional.ofNullable(keys.get(event.source())).map(key -> key.tag(parts(event)));
    }

    /** Returns whether the source that an event names has computed its MAC; false if the key of the source is unknown. */
    boolean isValid(Signed event, String mac) {
        MacKey key = keys.get(event.source());
        return key != null && key.matches(mac, parts(event));
    }

    private static String[] parts(Signed event) {
        return new String[] {event.id(), event.type(), event.topic(), event.key(), new String(event.data(), UTF_8)};
    }
}
