package dev.albireo.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The ahead-of-time cache of a packaged program")
@SuppressWarnings("NullAway.Init")
class AotCacheTest {
    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void package_the_program() throws IOException {
        program = Files.createDirectories(folder.resolve("app"));
        Files.writeString(program.resolve("run.jar"), "one");
    }

    @Test
    void is_used_when_its_training_is_complete() throws IOException {
        AotCache cache = AotCache.of(program, new JavaCommand("160m"));
        assertThat(cache.use()).isEmpty();
        cache.prepare();
        assertThat(cache.complete()).as("nothing was written").isFalse();
        train(cache);
        assertThat(cache.use()).isEmpty();
        assertThat(cache.complete()).isTrue();
        assertThat(cache.use())
                .contains("-XX:AOTCache=" + files().getFirst())
                .isEqualTo(AotCache.of(program, new JavaCommand("160m")).use());
    }

    @Test
    void belongs_to_the_files_and_the_options() throws IOException {
        AotCache cache = AotCache.of(program, new JavaCommand("160m"));
        cache.prepare();
        train(cache);
        cache.complete();
        assertThat(AotCache.of(program, new JavaCommand("170m")).exists()).isFalse();
        Files.writeString(program.resolve("run.jar"), "three");
        AotCache next = AotCache.of(program, new JavaCommand("160m"));
        assertThat(next.exists()).isFalse();
        train(next);
        next.complete();
        assertThat(files()).as("that of the earlier build is deleted").hasSize(1);
    }

    @Test
    void leaves_nothing_of_an_interrupted_training() throws IOException {
        AotCache cache = AotCache.of(program, new JavaCommand("160m"));
        cache.prepare();
        train(cache);
        cache.prepare();
        assertThat(files()).isEmpty();
    }

    /** As the JVM does when it ends. */
    private static void train(AotCache cache) throws IOException {
        String output = Stream.of(cache.train())
                .filter(option -> option.startsWith("-XX:AOTCacheOutput="))
                .findFirst()
                .orElseThrow();
        Files.writeString(Path.of(output.substring(output.indexOf('=') + 1)), "cache");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("aot"))) {
            return files.toList();
        }
    }
}
