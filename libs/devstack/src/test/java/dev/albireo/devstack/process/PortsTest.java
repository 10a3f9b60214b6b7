package dev.albireo.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    private final Ports ports = new Ports();

    @Test
    void a_busy_port_is_named_with_what_wanted_it() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ports.claim(busy.getLocalPort(), "edge"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + busy.getLocalPort() + " (edge) is in use")
                    .message()
                    .hasLineCount(1);
        }
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
