package dev.albireo.events;

import java.time.Instant;

/** A change of a declared group. */
public sealed interface GroupEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.GROUP;
    }

    /** The current state of a new or changed group. */
    record GroupChanged(GroupState group, Instant at) implements GroupEvent {
        @Override
        public String key() {
            return group.id();
        }
    }

    /** The group was deleted; {@code version} is greater than that of every state of it. */
    record GroupDeleted(String id, int version, Instant at) implements GroupEvent {
        @Override
        public String key() {
            return id;
        }
    }
}
