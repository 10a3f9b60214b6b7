package dev.albireo.credentials.session;

import dev.albireo.events.UserState;

/** Who a request comes from. Resolved in one place, the {@link Gate}. */
public sealed interface Visitor {

    /** Nobody that is known: no session, or one that is over, or whose account is disabled. */
    record Nobody() implements Visitor {}

    /** Somebody, so far or wholly. */
    sealed interface Present extends Visitor {
        LoginSession session();

        UserState user();
    }

    /** Somebody who proved a first factor and must prove a second one before anything opens. */
    record Partial(LoginSession session, UserState user) implements Present {}

    /** Somebody who proved all that was required when the session began. */
    record Full(LoginSession session, UserState user) implements Present {}

    /** Returns the visitor of a living session. */
    static Present of(LoginSession session, UserState user) {
        return session.partial() ? new Partial(session, user) : new Full(session, user);
    }
}
