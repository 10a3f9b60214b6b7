package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The built {@code albireo} command, run as a process of its own without this process' settings. */
public final class AlbireoCommand {
    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** The archive of classes that all runs share; without it, each run in a new home would first write one. */
    private static final class ClassArchive {
        static final Path FOLDER = write();

        /** One run that loads what most commands load: the HTTP client, JSON and YAML. */
        private static Path write() {
            Path folder = Running.stack().options().data().resolve("command-cache");
            Ran ran = new AlbireoCommand(folder, Running.stack().adminUri(), folder).run("get", "Client", "-o", "yaml");
            if (ran.code() != 0) {
                throw new AssertionError(ran.toString());
            }
            return folder;
        }
    }

    /** {@code home} is where it keeps what it keeps. */
    public AlbireoCommand(Path home, URI server) {
        this(home, server, ClassArchive.FOLDER);
    }

    private AlbireoCommand(Path home, URI server, Path cache) {
        this.home = home;
        variables.put("XDG_CACHE_HOME", cache.toString());
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

    /** With this on its standard input. */
    public Ran runWith(String input, String... arguments) {
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

    /** Starts a run without waiting for its end. */
    public Process start(String... arguments) throws IOException {
        String command = Running.stack()
                .options()
                .checkout()
                .resolve("libs/cli/target/albireo")
                .toString();
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(command), Arrays.stream(arguments)).toList());
        Map<String, String> environment = builder.environment();
        List.copyOf(environment.keySet()).stream()
                .filter(name -> !name.equals("PATH"))
                .forEach(environment::remove);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", home.toString());
        environment.putAll(variables);
        return builder.start();
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
