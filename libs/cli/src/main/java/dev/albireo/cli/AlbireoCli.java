package dev.albireo.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Runs the command that the arguments name, and exits with a code of {@link ExitCode}. */
public final class AlbireoCli {
    private AlbireoCli() {}

    public static void main(String... args) {
        System.exit(run(System.getenv(), System.in, System.out, System.err, args));
    }

    /**
     * Runs a command without ending the process, for a program that contains it.
     *
     * @param variables the environment variables of the command
     * @return the exit code, one of {@link ExitCode}
     */
    public static int run(
            Map<String, String> variables, InputStream in, OutputStream out, OutputStream err, String... args) {
        return run(ProcessEnvironment.of(variables, in, out, err), args);
    }

    static int run(ProcessEnvironment environment, String... args) {
        int code = commandLine(environment).execute(args);
        environment.out().flush();
        environment.err().flush();
        return code;
    }

    static CommandLine commandLine(ProcessEnvironment environment) {
        CommandContext context = new CommandContext(environment);
        CommandLine line = new CommandLine(Albireo.class, new Commands(context))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(environment.out())
                .setErr(environment.err());
        line.setParameterExceptionHandler((wrong, args) -> usage(environment, wrong, args));
        line.setExecutionExceptionHandler((failure, command, result) -> failed(environment, failure));
        return line;
    }

    private static int usage(ProcessEnvironment environment, ParameterException wrong, String[] args) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        return reported(
                environment, ExitCode.USAGE, wrong.getMessage() + hint(wrong, args) + " (see " + name + " --help)");
    }

    /** Ids of keys and passkeys are base64url, and look like an option where they begin with a hyphen. */
    private static String hint(ParameterException wrong, String[] args) {
        boolean looksLikeOption = Arrays.stream(args).anyMatch(arg -> arg.matches("-[^-].+"));
        return wrong instanceof MissingParameterException && looksLikeOption
                ? "; an id that begins with - comes last, after --"
                : "";
    }

    private static int failed(ProcessEnvironment environment, Exception failure) {
        return failure instanceof CommandFailure known
                ? reported(environment, known.exit(), known.message())
                : reported(environment, ExitCode.REFUSED, "internal error: " + failure);
    }

    private static int reported(ProcessEnvironment environment, ExitCode exit, String message) {
        environment.err().println("albireo: " + ServerErrors.oneLine(message));
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
