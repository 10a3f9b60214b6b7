package dev.albireo.events;

/** A change of a login session; each event carries the whole state, so that a late reader needs only the last one. */
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

    /** A further proof was given; the cookie was replaced with it. */
    record SessionUpgraded(SessionState session) implements SessionEvent {}

    /** The session ended, for the reason in its state. */
    record SessionEnded(SessionState session) implements SessionEvent {}
}
