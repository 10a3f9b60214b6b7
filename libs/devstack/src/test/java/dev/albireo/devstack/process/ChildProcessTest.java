package dev.albireo.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path folder;

    private DataFolder data;

    @BeforeEach
    void open() {
        data = DataFolder.open(folder);
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void can_be_started_again_after_it_was_killed() {
        try (ChildProcess child = sleeper()) {
            child.start();
            long first = child.pid();
            child.kill();
            assertThat(child.isAlive()).isFalse();

            child.start();
            assertThat(child.isAlive()).isTrue();
            assertThat(child.pid()).isNotEqualTo(first);
        }
    }

    @Test
    void a_closed_one_is_ended_and_cannot_be_started() {
        ChildProcess child = sleeper();
        child.start();
        child.close();

        assertThat(child.isAlive()).isFalse();
        assertThatThrownBy(child::start).isInstanceOf(StackException.class);
    }

    @Test
    void shows_the_end_of_its_log() {
        ChildProcess child =
                new ChildProcess("talker", List.of("sh", "-c", "echo one; echo two >&2; echo three"), data);
        child.start();
        child.join();

        assertThat(child.lastLines(2)).isEqualTo("two\nthree");
    }

    @Test
    void what_a_killed_launcher_left_behind_is_ended_by_the_next() {
        ChildProcess forgotten = sleeper();
        forgotten.start();
        try {
            new OrphanedProcesses(data).end();
            assertThat(forgotten.isAlive()).isFalse();
        } finally {
            forgotten.kill();
        }
    }

    private ChildProcess sleeper() {
        return new ChildProcess("sleeper", List.of("sleep", "600"), data);
    }
}
