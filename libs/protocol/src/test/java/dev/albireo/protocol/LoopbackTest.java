package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void loopback_addresses_are_this_computer(String address) {
        assertThat(Loopback.includes(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192.0.2.1", "2001:db8::1", "localhost", "128.0.0.1"})
    void other_texts_are_not(String address) {
        assertThat(Loopback.includes(address)).isFalse();
    }
}
