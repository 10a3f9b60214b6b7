package dev.albireo.events;

import java.time.Instant;

/** Something that happened to an account. */
public sealed interface UserEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.USER;
    }

    /** The account as it is now, also when it is new. */
    record UserChanged(UserState user, Instant at) implements UserEvent {
        @Override
        public String key() {
            return user.subject();
        }
    }

    /** The account is gone; {@code version} is newer than every state of it. */
    record UserDeleted(String subject, int version, Instant at) implements UserEvent {
        @Override
        public String key() {
            return subject;
        }
    }
}
