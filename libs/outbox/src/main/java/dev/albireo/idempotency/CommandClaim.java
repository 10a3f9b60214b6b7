package dev.albireo.idempotency;

/** What the id of a command means at this moment. */
public sealed interface CommandClaim {
    /** The command is new, or was given up before it changed anything: the caller carries it out. */
    record ClaimGranted(CurrentCommand command) implements CommandClaim {}

    /** The same command is being carried out. */
    record Running() implements CommandClaim {}

    /** The command was carried out with this response. */
    record Completed(CommandResponse response) implements CommandClaim {}

    /** The command changed something, and its response was never recorded. It must not be carried out again. */
    record ResponseLost() implements CommandClaim {}

    /** The id belongs to another command. */
    record Mismatched() implements CommandClaim {}
}
