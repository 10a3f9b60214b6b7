package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Differences as diff -u writes them")
class DiffTest {
    @TempDir
    Path folder;

    @Test
    void the_same_text_has_none() {
        assertThat(Diff.unified("a", "x\ny\n", "b", "x\ny\n")).isEmpty();
        assertThat(Diff.unified("a", "", "b", "")).isEmpty();
    }

    @Test
    void a_changed_line_is_shown_with_three_around_it() {
        assertThat(Diff.unified("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .containsExactly(
                        "--- a", "+++ b", "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
    }

    @Test
    void what_is_new_has_nothing_before_it() {
        assertThat(Diff.unified("/dev/null", "", "b", "x\ny\n"))
                .containsExactly("--- /dev/null", "+++ b", "@@ -0,0 +1,2 @@", "+x", "+y");
    }

    @Test
    void changes_far_apart_are_two_hunks() {
        String from = IntStream.range(0, 30).mapToObj(i -> i + "\n").collect(Collectors.joining());
        String to = from.replace("2\n3\n", "2\nx\n3\n").replace("\n28\n", "\n");

        assertThat(Diff.unified("a", from, "b", to))
                .filteredOn(line -> line.startsWith("@@"))
                .hasSize(2);
    }

    /** For any two texts, patch converts the first to the second. */
    @RepeatedTest(20)
    void patch_takes_it(RepetitionInfo repetition) throws IOException, InterruptedException {
        Random random = new Random(repetition.getCurrentRepetition());
        String from = text(random);
        String to = text(random);
        Path file = Files.writeString(folder.resolve("file"), from);
        Path patch = Files.writeString(
                folder.resolve("patch"), String.join("\n", Diff.unified("a/file", from, "b/file", to)) + "\n");

        Process process = new ProcessBuilder("git", "apply", "--unidiff-zero", "--unsafe-paths", "patch")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        boolean same = from.equals(to);

        assertThat(process.waitFor()).as(said + Files.readString(patch)).isEqualTo(same ? 128 : 0);
        assertThat(Files.readString(file)).isEqualTo(to);
    }

    private static String text(Random random) {
        return IntStream.range(0, 1 + random.nextInt(40))
                .mapToObj(i -> "line " + random.nextInt(8) + "\n")
                .collect(Collectors.joining());
    }
}
