package dev.albireo.events;

import java.time.Instant;

/** A change of an account. */
public sealed interface UserEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.USER;
    }

    /** The current state of a new or changed account. */
    record UserChanged(UserState user, Instant at) implements UserEvent {
        @Override
        public String key() {
            return user.subject();
        }
    }

    /** The account was deleted; {@code version} is greater than that of every state of it. */
    record UserDeleted(String subject, int version, Instant at) implements UserEvent {
        @Override
        public String key() {
            return subject;
        }
    }
}
