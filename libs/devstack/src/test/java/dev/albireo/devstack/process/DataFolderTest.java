package dev.albireo.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_second_launcher_is_told_that_one_is_running() {
        try (DataFolder first = DataFolder.open(folder)) {
            assertThat(first.root()).isEqualTo(folder);
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("already running")
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void a_launcher_that_has_ended_leaves_the_folder_to_the_next() {
        DataFolder.open(folder).close();

        DataFolder.open(folder).close();
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("cannot write to " + file)
                .message()
                .hasLineCount(1);
    }
}
