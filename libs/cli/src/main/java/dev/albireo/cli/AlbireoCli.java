package dev.albireo.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs the command that the arguments name, and exits with a code of {@link ExitCode}. */
public final class AlbireoCli {
    private AlbireoCli() {}

    public static void main(String... args) {
        System.exit(run(ProcessEnvironment.ofThisProcess(), args));
    }

    /** Runs a command without ending the process. */
    static int run(ProcessEnvironment surroundings, String... args) {
        int code = commandLine(surroundings).execute(args);
        surroundings.out().flush();
        surroundings.err().flush();
        return code;
    }

    static CommandLine commandLine(ProcessEnvironment surroundings) {
        CommandContext context = new CommandContext(surroundings);
        CommandLine line = new CommandLine(Albireo.class, new Commands(context))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(surroundings.out())
                .setErr(surroundings.err());
        line.setParameterExceptionHandler((wrong, args) -> usage(surroundings, wrong));
        line.setExecutionExceptionHandler((failure, command, result) -> failed(surroundings, failure));
        return line;
    }

    private static int usage(ProcessEnvironment surroundings, ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        return told(surroundings, ExitCode.USAGE, wrong.getMessage() + " (see " + name + " --help)");
    }

    private static int failed(ProcessEnvironment surroundings, Exception failure) {
        return failure instanceof CommandFailure known
                ? told(surroundings, known.exit(), known.message())
                : told(surroundings, ExitCode.REFUSED, "internal error: " + failure);
    }

    private static int told(ProcessEnvironment surroundings, ExitCode exit, String message) {
        surroundings.err().println("albireo: " + ServerErrors.oneLine(message));
        return exit.code();
    }

    /** A command whose result is one of the exit codes. */
    interface CliCommand extends Callable<Integer> {
        ExitCode run();

        @Override
        default Integer call() {
            return run().code();
        }
    }
}
