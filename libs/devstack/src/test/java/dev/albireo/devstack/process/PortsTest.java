package dev.albireo.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.devstack.config.StackService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    private final Ports ports = new Ports(2000);

    @Test
    void a_busy_port_is_named_with_what_wanted_it() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ports.claim(busy.getLocalPort(), "edge"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + busy.getLocalPort() + " (edge) is in use")
                    .hasMessageContaining("make run OFFSET=3000 DATA=.data-3000")
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void the_proposed_offset_leads_to_no_port_of_the_first_stack() {
        Set<Integer> fixed = fixedPorts(0);

        assertThat(fixed).doesNotContainAnyElementsOf(fixedPorts(Ports.nextOffset(0)));
        assertThat(fixed.stream().mapToInt(port -> port + Ports.nextOffset(0))).allMatch(port -> port < 32_768);
    }

    private static Set<Integer> fixedPorts(int offset) {
        return Stream.concat(
                        Stream.of(9090),
                        Arrays.stream(StackService.values()).flatMap(s -> Stream.of(s.port(), s.managementPort())))
                .map(port -> port + offset)
                .collect(Collectors.toSet());
    }

    @Test
    void a_port_is_given_once() {
        int first = ports.firstFree(22_000);

        assertThat(ports.firstFree(first)).isGreaterThan(first);
    }

    @Test
    void ports_of_outgoing_connections_are_never_given() {
        assertThatThrownBy(() -> ports.firstFree(32_768)).isInstanceOf(StackException.class);
    }
}
