package dev.albireo.events;

import java.time.Instant;

/** Something that happened to an AuthConfig. */
public sealed interface AuthConfigEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.AUTH_CONFIG;
    }

    /** The AuthConfig as it is now, also when it is new. */
    record AuthConfigChanged(AuthConfigState config, Instant at) implements AuthConfigEvent {
        @Override
        public String key() {
            return config.id();
        }
    }

    /** The AuthConfig is gone; {@code version} is newer than every state of it. */
    record AuthConfigDeleted(String id, int version, Instant at) implements AuthConfigEvent {
        @Override
        public String key() {
            return id;
        }
    }
}
