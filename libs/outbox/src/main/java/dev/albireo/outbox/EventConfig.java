package dev.albireo.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Who may write events and how that is proved, and how often the outbox is looked at when nobody calls. */
@ConfigMapping(prefix = "albireo.events")
public interface EventConfig {
    /** What this service signs its events with: the 32 random bytes of an Ed25519 seed in base64. No other service has it. */
    String signingKey();

    /**
     * For each service whose events are read here, the public keys that it may sign with, by commas: 32 bytes in base64 each. Where a producer's
     * key is replaced, its consumers get the new public key beside the old one first.
     */
    Map<String, String> publicKeys();

    /**
     * Only while upgrading from a release that did not sign events: the MAC key of each service whose events are written or read here. Where
     * there is one, events carry a MAC beside the signature, and those without a signature are accepted with a MAC. Take it out after the upgrade.
     */
    Map<String, String> macKeys();

    /**
     * How often an event is tried that cannot be handled, before it goes to the dead-letter topic and its partition goes on; two at least. A database or a
     * service that is away is waited for without end.
     */
    @WithDefault("20")
    int tries();

    /** The pause between looks at the outbox when no notification comes. */
    @WithDefault("PT1S")
    Duration poll();

    /** How many events one transaction of the relay publishes at most. */
    @WithDefault("200")
    int batch();
}
