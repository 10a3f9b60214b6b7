package dev.albireo.credentials.session;

import dev.albireo.events.UserState;

/** The visitor of a request, resolved by {@link Gate} alone. */
public sealed interface Visitor {

    /** An anonymous visitor: without a session, or with one that has ended, or whose account is disabled. */
    record Nobody() implements Visitor {}

    /** A user with a partial or full session. */
    sealed interface Present extends Visitor {
        LoginSession session();

        UserState user();
    }

    /** A user who proved a first factor and must prove a second one before any access. */
    record Partial(LoginSession session, UserState user) implements Present {}

    /** A user who proved all factors that were required when the session began. */
    record Full(LoginSession session, UserState user) implements Present {}

    /** Returns the visitor of an active session. */
    static Present of(LoginSession session, UserState user) {
        return session.partial() ? new Partial(session, user) : new Full(session, user);
    }
}
