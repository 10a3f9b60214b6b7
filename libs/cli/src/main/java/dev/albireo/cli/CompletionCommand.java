package dev.albireo.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albireo completion}: prints the completion script of a shell. */
@Command(
        name = "completion",
        description = "Prints the completion script for bash or zsh.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(albireo completion)", "  albireo completion zsh > ~/.albireo-completion"})
final class CompletionCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash or zsh; the script is the same for both.")
    private Shell shell = Shell.bash;

    /** The supported shells. */
    enum Shell {
        bash,
        zsh
    }

    CompletionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        String zsh = shell == Shell.zsh ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
        context.environment()
                .out()
                .print(zsh + AutoComplete.bash("albireo", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
