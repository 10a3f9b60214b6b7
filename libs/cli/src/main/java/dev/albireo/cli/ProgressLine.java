package dev.albireo.cli;

/** A line of progress that is overwritten on the terminal; nothing is written without a terminal. */
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 78;

    private final ProcessEnvironment surroundings;

    ProgressLine(ProcessEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    void at(String what) {
        if (surroundings.person()) {
            String line = what.length() > WIDTH ? what.substring(0, WIDTH) : what;
            surroundings.err().print("\r" + line + " ".repeat(WIDTH - line.length()));
            surroundings.err().flush();
        }
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (surroundings.person()) {
            surroundings.err().print("\r" + " ".repeat(WIDTH) + "\r");
            surroundings.err().flush();
        }
    }
}
