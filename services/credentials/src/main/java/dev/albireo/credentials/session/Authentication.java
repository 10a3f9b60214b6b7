package dev.albireo.credentials.session;

import dev.albireo.events.UserState;

/** The visitor of a request, resolved by {@link SessionFilter} alone. */
public sealed interface Authentication {

    /** An anonymous visitor: without a session, or with one that has ended, or whose account is disabled. */
    record Anonymous() implements Authentication {}

    /** A user with a partial or full session. */
    sealed interface Authenticated extends Authentication {
        LoginSession session();

        UserState user();
    }

    /** A user who proved a first factor and must prove a second one before any access. */
    record Partial(LoginSession session, UserState user) implements Authenticated {}

    /** A user who proved all factors that were required when the session began. */
    record Full(LoginSession session, UserState user) implements Authenticated {}

    /** Returns the visitor of an active session. */
    static Authenticated of(LoginSession session, UserState user) {
        return session.partial() ? new Partial(session, user) : new Full(session, user);
    }
}
