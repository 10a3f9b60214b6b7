package dev.albireo.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs the command that the arguments name, and exits with a code of {@link Exit}. */
public final class Main {
    private Main() {}

    public static void main(String... args) {
        System.exit(run(Surroundings.ofThisProcess(), args));
    }

    /** Runs a command without ending the process. */
    static int run(Surroundings surroundings, String... args) {
        int code = commandLine(surroundings).execute(args);
        surroundings.out().flush();
        surroundings.err().flush();
        return code;
    }

    static CommandLine commandLine(Surroundings surroundings) {
        Context context = new Context(surroundings);
        CommandLine line = new CommandLine(Albireo.class, new Commands(context))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(surroundings.out())
                .setErr(surroundings.err());
        line.setParameterExceptionHandler((wrong, args) -> usage(surroundings, wrong));
        line.setExecutionExceptionHandler((failure, command, result) -> failed(surroundings, failure));
        return line;
    }

    private static int usage(Surroundings surroundings, ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        return told(surroundings, Exit.USAGE, wrong.getMessage() + " (see " + name + " --help)");
    }

    private static int failed(Surroundings surroundings, Exception failure) {
        return failure instanceof Failure known
                ? told(surroundings, known.exit(), known.message())
                : told(surroundings, Exit.REFUSED, "internal error: " + failure);
    }

    private static int told(Surroundings surroundings, Exit exit, String message) {
        surroundings.err().println("albireo: " + Refusals.oneLine(message));
        return exit.code();
    }

    /** A command whose result is one of the exit codes. */
    interface Command extends Callable<Integer> {
        Exit run();

        @Override
        default Integer call() {
            return run().code();
        }
    }
}
