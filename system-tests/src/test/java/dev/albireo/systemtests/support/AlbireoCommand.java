package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.cli.AlbireoCli;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@code albireo} command, run without the settings of this process: in this process, where it starts in a tenth of the time, or as the
 * executable file that was built.
 */
public final class AlbireoCommand {
    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** {@code home} is where it keeps what it keeps. */
    public AlbireoCommand(Path home, URI server) {
        this.home = home;
        variables.put("ALBIREO_SERVER", server.toString());
        variables.put("ALBIREO_ISSUER", Running.stack().edgeUri().toString());
    }

    public AlbireoCommand with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** The output and the exit code of a run. */
    public record Ran(int code, String out, String err) {
        public JsonNode json() {
            return Json.parse(out);
        }
    }

    public Ran run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs a command in this process, with this on its standard input. */
    public Ran runWith(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = AlbireoCli.run(environment(), new ByteArrayInputStream(input.getBytes(UTF_8)), out, err, arguments);
        return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Runs the executable file, with this on its standard input. */
    public Ran runFile(String input, String... arguments) {
        try {
            Process process = start(arguments);
            CompletableFuture<String> out = text(process.getInputStream());
            CompletableFuture<String> err = text(process.getErrorStream());
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            }
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end: albireo " + String.join(" ", arguments));
            }
            return new Ran(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts the executable file without waiting for its end. */
    public Process start(String... arguments) throws IOException {
        String command = Running.stack()
                .options()
                .checkout()
                .resolve("libs/cli/target/albireo")
                .toString();
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(command), Arrays.stream(arguments)).toList());
        builder.environment().clear();
        builder.environment().putAll(environment());
        return builder.start();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", home.toString());
        return environment;
    }

    private static CompletableFuture<String> text(java.io.InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new String(stream.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
