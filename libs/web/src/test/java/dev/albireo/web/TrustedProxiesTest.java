package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The network address of a request")
class TrustedProxiesTest {
    @ParameterizedTest(name = "{0} says {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            10.1.2.3    | 203.0.113.9                      | 203.0.113.9
            10.1.2.3    | 1.1.1.1, 203.0.113.9             | 203.0.113.9
            10.1.2.3    | 1.1.1.1 / 203.0.113.9            | 203.0.113.9
            10.1.2.3    | 203.0.113.9, 10.9.9.9            | 203.0.113.9
            10.1.2.3    | 203.0.113.9 / 10.9.9.9           | 203.0.113.9
            10.1.2.3    | 6.6.6.6 / 203.0.113.9, 10.9.9.9  | 203.0.113.9
            10.1.2.3    | 10.6.6.6, 203.0.113.9            | 203.0.113.9
            10.1.2.3    | 10.7.7.7, 10.9.9.9               | 10.7.7.7
            10.1.2.3    | nonsense, 10.9.9.9               | 10.9.9.9
            10.1.2.3    | nonsense <b>                     | 10.1.2.3
            10.1.2.3    | 203.0.113.9 / , ,                | 203.0.113.9
            10.1.2.3    | ""                               | 10.1.2.3
            10.1.2.3    |                                  | 10.1.2.3
            ::1         | 2001:db8::7                      | 2001:db8::7
            203.0.113.1 | 1.1.1.1                          | 203.0.113.1
            203.0.113.1 | 10.9.9.9 / 10.1.2.3              | 203.0.113.1
            11.0.0.1    | 1.1.1.1                          | 11.0.0.1
            """)
    void RFC9110_section_5_3_the_lines_are_one_list_walked_from_the_nearest_trusted_hop(
            String peer, @Nullable String lines, String address) {
        List<String> forwarded = lines == null ? List.of() : List.of(lines.split(" / ", -1));
        assertThat(TrustedProxies.parse(List.of("10.0.0.0/8", "::1")).client(peer, forwarded))
                .isEqualTo(address);
    }

    @Test
    void what_is_no_address_stops_the_start() {
        assertThatThrownBy(() -> TrustedProxies.parse(List.of("everybody")))
                .hasMessageContaining("albireo.trusted-proxies");
    }
}
