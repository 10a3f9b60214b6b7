package dev.albireo.cli;

/** Ends the command; the message is the one line that the user reads. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exit;

    CommandFailure(ExitCode exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    ExitCode exit() {
        return exit;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
