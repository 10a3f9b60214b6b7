package dev.albireo.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.AotCache;
import dev.albireo.devstack.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged jar of a service that ends by itself, with an environment of its own only. */
final class PackagedService {
    private PackagedService() {}

    /**
     * The result of a process.
     *
     * @param status its exit status
     * @param output both of its streams
     */
    record Ended(int status, String output) {}

    static Ended run(StackService service, Map<String, String> environment) {
        Path jar = Checkout.path("services/" + service.id() + "/target/quarkus-app/quarkus-run.jar");
        JavaCommand java = new JavaCommand("160m");
        ProcessBuilder process = new ProcessBuilder(java.with(AotCache.of(requireNonNull(jar.getParent()), java)
                                .use())
                        .with("-jar", jar.toString())
                        .words())
                .redirectErrorStream(true);
        process.environment().clear();
        process.environment().putAll(environment);
        try {
            Process started = process.start();
            started.getOutputStream().close();
            String output = new String(started.getInputStream().readAllBytes(), UTF_8);
            assertThat(started.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
            return new Ended(started.exitValue(), output);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
