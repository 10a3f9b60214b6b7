package dev.albireo.events;

import java.time.Instant;

/** A change of an AuthConfig. */
public sealed interface AuthConfigEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.AUTH_CONFIG;
    }

    /** The current state of a new or changed AuthConfig. */
    record AuthConfigChanged(AuthConfigState config, Instant at) implements AuthConfigEvent {
        @Override
        public String key() {
            return config.id();
        }
    }

    /** The AuthConfig was deleted; {@code version} is greater than that of every state of it. */
    record AuthConfigDeleted(String id, int version, Instant at) implements AuthConfigEvent {
        @Override
        public String key() {
            return id;
        }
    }
}
