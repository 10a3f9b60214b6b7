package dev.albireo.credentials.login;

import dev.albireo.credentials.session.StartSession.Entered;
import java.time.Instant;
import java.util.Optional;

/** What came of a further proof by somebody who is here. */
public sealed interface FurtherProof {
    /** It was right; the session has it. */
    record Proved(Entered entered) implements FurtherProof {}

    /** It was not. */
    record Wrong() implements FurtherProof {}

    /** Too many wrong ones; this one was not looked at. {@code until} is when the account may try again, if not at once. */
    record TooMany(Optional<Instant> until) implements FurtherProof {}
}
