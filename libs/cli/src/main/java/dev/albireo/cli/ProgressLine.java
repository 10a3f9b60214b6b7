package dev.albireo.cli;

/** A line of progress that is overwritten on the terminal; nothing is written without a terminal. */
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 78;

    private final ProcessEnvironment environment;

    ProgressLine(ProcessEnvironment environment) {
        this.environment = environment;
    }

    void at(String what) {
        if (environment.person()) {
            String line = what.length() > WIDTH ? what.substring(0, WIDTH) : what;
            environment.err().print("\r" + line + " ".repeat(WIDTH - line.length()));
            environment.err().flush();
        }
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (environment.person()) {
            environment.err().print("\r" + " ".repeat(WIDTH) + "\r");
            environment.err().flush();
        }
    }
}
