package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.250", "2001:db8:1:2::7, 2001:db8:1:2:ffff::1", "nonsense, nonsense"})
    void neighbours_share_a_budget(String one, String other) {
        assertThat(Network.of(one)).isEqualTo(Network.of(other));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.3.7", "2001:db8:1:2::7, 2001:db8:1:3::7"})
    void others_do_not(String one, String other) {
        assertThat(Network.of(one)).isNotEqualTo(Network.of(other));
    }

    @Test
    void a_name_is_never_looked_up() {
        assertThat(Network.of("localhost")).isEqualTo("localhost");
    }
}
