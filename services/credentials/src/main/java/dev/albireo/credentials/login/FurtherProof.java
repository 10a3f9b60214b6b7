package dev.albireo.credentials.login;

import dev.albireo.credentials.session.StartSession.Entered;
import java.time.Instant;
import java.util.Optional;

/** The result of a further proof in an existing session. */
public sealed interface FurtherProof {
    /** The proof was correct, and is recorded in the session. */
    record Proved(Entered entered) implements FurtherProof {}

    /** The proof was wrong. */
    record Wrong() implements FurtherProof {}

    /**
     * Too many wrong proofs; this one was not verified. {@code until} is when the account may try again; empty if only this session is
     * limited.
     */
    record TooMany(Optional<Instant> until) implements FurtherProof {}
}
