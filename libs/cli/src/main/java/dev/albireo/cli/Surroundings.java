package dev.albireo.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds the process: its variables and streams, and a person at a terminal where there is one.
 *
 * @param person whether somebody can be asked and wants to see progress
 */
record Surroundings(
        Map<String, String> variables, InputStream in, PrintWriter out, PrintWriter err, boolean person, Clock clock) {

    static Surroundings ofThisProcess() {
        boolean person = console().isPresent();
        PrintWriter out = new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8);
        return new Surroundings(System.getenv(), System.in, out, err, person, Clock.systemUTC());
    }

    /** A variable that says something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Whether words may be coloured (no-color.org). */
    boolean colours() {
        return person && variable("NO_COLOR").isEmpty() && !"dumb".equals(variables.get("TERM"));
    }

    /** Where what this command keeps between calls is. */
    Path settings() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElse("."), ".config"))
                .resolve("albireo");
    }

    /** Asks a person, without showing what is typed; empty where nobody is there or nothing was typed. */
    Optional<String> secret(String question) {
        return console()
                .filter(there -> person)
                .map(console -> console.readPassword("%s", question))
                .map(String::new)
                .filter(text -> !text.isEmpty());
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
