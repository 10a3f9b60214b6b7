package dev.albireo.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** The signatures of events and the intervals of the outbox. */
@ConfigMapping(prefix = "albireo.events")
public interface EventConfig {
    /** The key that this service signs its events with: the 32 random bytes of an Ed25519 seed in base64. No other service has it. */
    String signingKey();

    /**
     * For each service whose events this service consumes, the public keys that it may sign with, comma-separated: 32 bytes in base64 each.
     * To replace a producer's key, first give its consumers the new public key beside the old one.
     */
    Map<String, String> publicKeys();

    /**
     * Only while upgrading from a release that did not sign events: the MAC key of each service whose events are produced or consumed here.
     * With such a key, events carry a MAC beside the signature, and events without a signature are accepted with a MAC. Remove it after the
     * upgrade.
     */
    Map<String, String> macKeys();

    /**
     * The number of attempts to process an event before it goes to the dead-letter topic and its partition continues; at least two. While a
     * database or a service is unavailable, attempts continue without limit.
     */
    @WithDefault("20")
    int tries();

    /** The pause between queries of the outbox when no notification arrives. */
    @WithDefault("PT1S")
    Duration poll();

    /** The maximum number of events that one transaction of the relay publishes. */
    @WithDefault("200")
    int batch();
}
