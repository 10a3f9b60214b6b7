package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Where a request comes from")
class TrustedProxiesTest {
    @ParameterizedTest(name = "{0} says {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            10.1.2.3    | 203.0.113.9            | 203.0.113.9
            10.1.2.3    | 1.1.1.1, 203.0.113.9   | 203.0.113.9
            10.1.2.3    | nonsense <b>           | 10.1.2.3
            10.1.2.3    |                        | 10.1.2.3
            ::1         | 2001:db8::7            | 2001:db8::7
            203.0.113.1 | 1.1.1.1                | 203.0.113.1
            11.0.0.1    | 1.1.1.1                | 11.0.0.1
            """)
    void only_a_trusted_proxy_is_believed_and_only_its_own_word(String peer, String forwarded, String address) {
        assertThat(TrustedProxies.parse(List.of("10.0.0.0/8", "::1")).client(peer, forwarded))
                .isEqualTo(address);
    }

    @Test
    void what_is_no_address_stops_the_start() {
        assertThatThrownBy(() -> TrustedProxies.parse(List.of("everybody")))
                .hasMessageContaining("albireo.trusted-proxies");
    }
}
