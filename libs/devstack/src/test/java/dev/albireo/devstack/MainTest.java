package dev.albireo.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.devstack.process.StackException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void data_and_ports_can_be_chosen() {
        StackOptions options = Main.options(new String[] {"--data=/srv/other", "--offset=100"});

        assertThat(options.data()).isEqualTo(Path.of("/srv/other"));
        assertThat(options.portOffset()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--offset=many", "--offset=", "--offset", "--data=", "--other=1", "run"})
    void what_is_not_understood_is_named_in_one_line(String argument) {
        assertThatThrownBy(() -> Main.options(new String[] {argument}))
                .isInstanceOf(StackException.class)
                .message()
                .hasLineCount(1);
    }
}
