package dev.albireo.events;

/** Something that happened to a login session; each carries the whole state, so that a late reader needs only the last. */
public sealed interface SessionEvent extends Event {

    SessionState session();

    @Override
    default Topic topic() {
        return Topic.SESSION;
    }

    @Override
    default String key() {
        return session().id();
    }

    /** A first factor succeeded. */
    record SessionStarted(SessionState session) implements SessionEvent {}

    /** A further proof was made; the cookie changed with it. */
    record SessionUpgraded(SessionState session) implements SessionEvent {}

    /** The session is over, for the reason in its state. */
    record SessionEnded(SessionState session) implements SessionEvent {}
}
