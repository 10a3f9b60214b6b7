package dev.albireo.systemtests.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** A program with its first arguments, which controls the running system. */
record Command(List<String> words) {
    /** Runs it with more arguments and returns what it printed. */
    String run(String... more) {
        Command whole = with(more);
        try {
            Process process =
                    new ProcessBuilder(whole.words).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Returns it with more arguments. */
    Command with(String... more) {
        return new Command(Stream.concat(words.stream(), Stream.of(more)).toList());
    }
}
