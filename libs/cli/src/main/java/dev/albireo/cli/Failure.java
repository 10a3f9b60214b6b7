package dev.albireo.cli;

/** Ends the command; the message is the one line that the user reads. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Exit exit;

    Failure(Exit exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    Exit exit() {
        return exit;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
