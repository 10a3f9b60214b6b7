package dev.albireo.systemtests.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** How many pods of a Deployment are ready, at each change of its status, until this is closed. */
final class ReadyPods implements AutoCloseable {
    private final List<Integer> counts = new CopyOnWriteArrayList<>();
    private final Process watch;

    ReadyPods(Command kubectl, String deployment) {
        Command get = kubectl.with("get", deployment, "--watch", "--output=jsonpath={.status.readyReplicas}{\"\\n\"}");
        try {
            watch = new ProcessBuilder(get.words()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = watch.inputReader(UTF_8)) {
            lines.lines().forEach(line -> counts.add(line.isBlank() ? 0 : Integer.parseInt(line)));
        } catch (IOException | UncheckedIOException e) {
            // The stream ends when the program is ended.
        }
    }

    List<Integer> counts() {
        return counts;
    }

    @Override
    public void close() {
        watch.destroy();
    }
}
