package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of the process: variables, streams, and a terminal if there is one.
 *
 * @param person whether a user is at a terminal, who can answer questions and sees progress
 */
record ProcessEnvironment(
        Map<String, String> variables, InputStream in, PrintWriter out, PrintWriter err, boolean person, Clock clock) {

    /** Returns the environment with these variables and streams, and the terminal and clock of this process. */
    static ProcessEnvironment of(Map<String, String> variables, InputStream in, OutputStream out, OutputStream err) {
        return new ProcessEnvironment(
                variables,
                in,
                new PrintWriter(out, true, UTF_8),
                new PrintWriter(err, true, UTF_8),
                console().isPresent(),
                Clock.systemUTC());
    }

    /** Returns a variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns whether the output may be coloured (no-color.org). */
    boolean colours() {
        return person && variable("NO_COLOR").isEmpty() && !"dumb".equals(variables.get("TERM"));
    }

    /** Returns the folder of the files that this command keeps between calls. */
    Path settings() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElse("."), ".config"))
                .resolve("albireo");
    }

    /** Asks the user without echoing the input; empty without a terminal or without input. */
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
