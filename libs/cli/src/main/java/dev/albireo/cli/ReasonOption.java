package dev.albireo.cli;

import picocli.CommandLine.Option;

/** The option {@code --reason} of commands that take something away from a user or from all clients. */
final class ReasonOption {
    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "The reason, recorded in the audit trail.")
    private String text = "";

    String text() {
        return text;
    }
}
