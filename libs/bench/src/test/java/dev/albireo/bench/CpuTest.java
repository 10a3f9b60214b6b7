package dev.albireo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTest {
    private static final String STAT =
            "4242 (a (bad) name) S 1 4242 4242 0 -1 4194560 100 200 0 0 150 50 7 3 20 0 12 0 100 1000 200";

    @Test
    void user_and_system_time_of_the_process_and_of_children_that_are_gone() {
        assertThat(Cpu.ticks(STAT, false)).isEqualTo(200);
        assertThat(Cpu.ticks(STAT, true)).isEqualTo(210);
    }

    @Test
    void a_process_that_is_gone_has_used_nothing() {
        assertThat(Cpu.seconds(List.of(Long.MAX_VALUE))).isZero();
    }
}
