package dev.albireo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The states of a queued delivery")
class QueuedDeliveryStateTest {
    private static final Pattern TRANSITION = Pattern.compile("(?m)^ {4}([a-z]+|\\[\\*]) --> ([a-z]+|\\[\\*])");

    @Test
    void are_those_of_the_diagram() throws IOException {
        String page = Files.readString(Path.of("../../docs/architecture.md"));
        String section = page.substring(page.indexOf("`otp_delivery.state`"));
        String diagram = section.substring(0, section.indexOf("\n## "));
        Set<String> drawn = TRANSITION
                .matcher(diagram)
                .results()
                .flatMap(arrow -> Stream.of(arrow.group(1), arrow.group(2)))
                .filter(state -> !state.equals("[*]"))
                .collect(Collectors.toSet());

        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(Stream.of(QueuedDeliveryState.values())
                        .map(QueuedDeliveryState::word)
                        .toList());
    }

    @Test
    void are_literals_in_sql_and_read_back() {
        assertThat(QueuedDeliveryState.sql("SET state = {dead} WHERE state = {due} AND state <> {failed}"))
                .isEqualTo("SET state = 'dead' WHERE state = 'due' AND state <> 'failed'");
        assertThat(QueuedDeliveryState.of("delivered")).isEqualTo(QueuedDeliveryState.DELIVERED);
        assertThatThrownBy(() -> QueuedDeliveryState.of("lost")).isInstanceOf(IllegalArgumentException.class);
    }
}
