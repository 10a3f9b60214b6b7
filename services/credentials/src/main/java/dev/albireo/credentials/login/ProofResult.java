package dev.albireo.credentials.login;

import dev.albireo.credentials.session.StartSession.StartedSession;
import java.time.Instant;
import java.util.Optional;

/** The result of a further proof in an existing session. */
public sealed interface ProofResult {
    /** The proof was correct, and is recorded in the session. */
    record ProofAccepted(StartedSession startedSession) implements ProofResult {}

    /** The proof was wrong. */
    record ProofRejected() implements ProofResult {}

    /**
     * Too many wrong proofs; this one was not verified. {@code until} is when the account may try again; empty if only this session is
     * limited.
     */
    record TooManyProofs(Optional<Instant> until) implements ProofResult {}
}
